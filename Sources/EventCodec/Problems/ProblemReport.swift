/// A problem as an answer carries it (RFC 9457): kind, detail, and what is particular to it.
public struct ProblemReport: Error, Sendable, Equatable {
  /// A member beyond those of RFC 9457: a state, a limit, a position.
  public enum Member: Sendable, Equatable {
    case text(String)
    case number(Int64)
    case texts([String])
  }

  public var type: ProblemType
  /// What is particular to this occurrence, one sentence without personal data; empty is not sent.
  public var detail: String
  /// The faults of the body, in its order; at most `errorsMax`.
  public var errors: [DecodingProblem]
  /// Further members, in their order on the wire.
  public var members: [(name: String, value: Member)]

  /// As many faults are told in one answer.
  public static let errorsMax = 100

  public init(
    _ type: ProblemType, _ detail: String = "", members: [(name: String, value: Member)] = []
  ) {
    self.type = type
    self.detail = detail
    errors = []
    self.members = members
  }

  /// The report of a body's faults.
  ///
  /// Its type is the only one among them, else the first that makes the body unreadable (status
  /// 400 or 413), else `invalidEvent`.
  public init(errors: [DecodingProblem]) {
    precondition(!errors.isEmpty, "a report has a fault to report")
    let first = errors[0]
    if errors.allSatisfy({ $0.type == first.type }) {
      type = first.type
    } else {
      type = errors.first { $0.type.status != 422 }?.type ?? .invalidEvent
    }
    detail = errors.count == 1 ? first.detail : "The body has \(errors.count) faults."
    self.errors = Array(errors.prefix(ProblemReport.errorsMax))
    members = []
  }

  /// The JSON of `application/problem+json`.
  public var json: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(text: #"{"type":"#)
    bytes.append(quoted: type.uri)
    bytes.append(text: #","title":"#)
    bytes.append(quoted: type.title)
    bytes.append(text: #","status":"#)
    bytes.append(number: Int64(type.status))
    if !detail.isEmpty {
      bytes.append(text: #","detail":"#)
      bytes.append(quoted: detail)
    }
    appendMembers(to: &bytes)
    appendErrors(to: &bytes)
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  public static func == (left: ProblemReport, right: ProblemReport) -> Bool {
    left.type == right.type && left.json == right.json
  }

  private func appendMembers(to bytes: inout [UInt8]) {
    for (name, value) in members {
      bytes.append(UInt8(ascii: ","))
      bytes.append(quoted: name)
      bytes.append(UInt8(ascii: ":"))
      switch value {
      case .text(let text): bytes.append(quoted: text)
      case .number(let number): bytes.append(number: number)
      case .texts(let texts):
        bytes.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          bytes.append(quoted: text)
        }
        bytes.append(UInt8(ascii: "]"))
      }
    }
  }

  private func appendErrors(to bytes: inout [UInt8]) {
    guard !errors.isEmpty else { return }
    bytes.append(text: #","errors":["#)
    for (index, error) in errors.enumerated() {
      bytes.append(text: index == 0 ? "{" : ",{")
      switch error.place {
      case .pointer(let pointer):
        bytes.append(text: #""pointer":"#)
        bytes.append(quoted: pointer)
      case .header(let name):
        bytes.append(text: #""header":"#)
        bytes.append(quoted: name)
      }
      bytes.append(text: #","code":"#)
      bytes.append(quoted: error.type.rawValue)
      bytes.append(text: #","detail":"#)
      bytes.append(quoted: error.detail)
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
