import NIOCore
import Testing

@testable import HTTP2Server

@Suite("The frame that many connections send")
struct SharedFrameTests {
  private let header: [UInt8] = [0, 0, 5, 0, 0, 0, 0, 0, 1]
  private let piece = ByteBuffer(string: "hello")

  @Test("the second connection has it copied, those after it send the same bytes")
  func shared() throws {
    var shared = SharedFrame()
    #expect(frame(&shared, header, piece) == nil)
    let second = try #require(frame(&shared, header, piece))
    #expect(Array(second.readableBytesView) == header + Array("hello".utf8))
    let third = try #require(frame(&shared, header, piece))
    #expect(address(third) == address(second))
  }

  @Test("another header, the same text elsewhere, and a part of the bytes are other frames")
  func others() {
    for other in [
      (header: [0, 0, 5, 0, 0, 0, 0, 0, 3], piece: piece),
      (header: header, piece: ByteBuffer(string: "hello")),
      (header: header, piece: piece.getSlice(at: 0, length: 4)!),
      (header: header, piece: piece.getSlice(at: 1, length: 4)!),
    ] {
      var shared = SharedFrame()
      _ = frame(&shared, header, piece)
      #expect(frame(&shared, other.header, other.piece) == nil)
      #expect(frame(&shared, header, piece) == nil)
    }
  }

  @Test("what was forgotten is not found again")
  func forgotten() {
    var shared = SharedFrame()
    _ = frame(&shared, header, piece)
    shared.forget()
    #expect(frame(&shared, header, piece) == nil)
  }

  private func frame(
    _ shared: inout SharedFrame, _ header: [UInt8], _ piece: ByteBuffer
  ) -> ByteBuffer? {
    header.withUnsafeBytes { shared.frame($0, piece) }
  }

  private func address(_ buffer: ByteBuffer) -> UInt {
    buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
  }
}
