import CNGHTTP2

/// Where the field list of the response being submitted is put together: the server's own fields,
/// then those of a prebuilt block. One a loop; it must outlive the loop's sessions, since
/// libnghttp2 reads the names later.
@safe final class FieldScratch {
  private static let names: StaticString = ":statusdatecontent-length"
  private static let ownFieldsMax = 3

  private var entries: UnsafeMutableBufferPointer<nghttp2_nv>
  private let digits: UnsafeMutableBufferPointer<UInt8>

  init() {
    // SAFETY: allocated and freed here; used by one loop.
    unsafe entries = .allocate(capacity: 64)
    unsafe digits = .allocate(capacity: 24)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe digits.deallocate()
  }

  /// Lends the fields of a response to `body`. Values of our own fields are marked to be copied,
  /// those of the block are not: the caller keeps the block until the stream is over.
  func withFields<Result>(
    status: Int, date: [UInt8], contentLength: Int?, block: HTTPHeaderBlock?,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    let blockCount = unsafe block?.entries.count ?? 0
    reserve(blockCount + Self.ownFieldsMax)
    let statusStart = unsafe digits.baseAddress
    let statusCount = writeDecimal(status, at: 0)
    unsafe put(0, nameAt: 0, nameCount: 7, value: statusStart, valueCount: statusCount)
    var count = 1
    return unsafe date.withUnsafeBufferPointer { date in
      if !date.isEmpty {
        // SAFETY: the pointer is to be copied from, never written through.
        let value = unsafe UnsafeMutablePointer(mutating: date.baseAddress)
        unsafe put(count, nameAt: 7, nameCount: 4, value: value, valueCount: date.count)
        count += 1
      }
      if let contentLength {
        let value = unsafe statusStart.map { unsafe $0 + 4 }
        let valueCount = writeDecimal(contentLength, at: 4)
        unsafe put(count, nameAt: 11, nameCount: 14, value: value, valueCount: valueCount)
        count += 1
      }
      if let block {
        for index in 0..<blockCount {
          let entry = unsafe block.entries[index]
          unsafe entries.initializeElement(at: count + index, to: entry)
        }
      }
      return unsafe body(UnsafePointer(entries.baseAddress), count + blockCount)
    }
  }

  private func reserve(_ count: Int) {
    guard unsafe count > entries.count else { return }
    unsafe entries.deallocate()
    unsafe entries = .allocate(capacity: count * 2)
  }

  private func put(
    _ index: Int, nameAt nameStart: Int, nameCount: Int, value: UnsafeMutablePointer<UInt8>?,
    valueCount: Int
  ) {
    // SAFETY: the names are a literal, which lives for ever and is only read.
    let name = unsafe UnsafeMutablePointer(mutating: Self.names.utf8Start + nameStart)
    unsafe entries.initializeElement(
      at: index,
      to: nghttp2_nv(
        name: name, value: value, namelen: nameCount, valuelen: valueCount,
        flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)))
  }

  /// Writes a number that is not negative and returns its number of digits, at most 19.
  private func writeDecimal(_ number: Int, at start: Int) -> Int {
    var digitCount = 1
    var bound = 10
    while digitCount < 19, number >= bound {
      digitCount += 1
      bound = digitCount < 19 ? bound * 10 : bound
    }
    var rest = number
    for offset in stride(from: digitCount - 1, through: 0, by: -1) {
      unsafe digits.initializeElement(
        at: start + offset, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    return digitCount
  }
}
