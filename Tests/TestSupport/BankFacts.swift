package import Foundation

/// What was counted of the bank's February, independently of this program, beside the file.
package struct BankFacts: Decodable, Sendable {
  /// The calls of one type, which is a queue.
  package struct Kind: Decodable, Sendable {
    package let answered: Int
    package let abandonedInQueue: Int
    package let asaSeconds: Double
    package let ahtSeconds: Double

    enum CodingKeys: String, CodingKey {
      case answered
      case abandonedInQueue = "abandoned_in_queue"
      case asaSeconds = "asa_s"
      case ahtSeconds = "aht_s"
    }
  }

  /// The calls of one day, by the call's own date.
  package struct Day: Decodable, Sendable {
    package let answered: Int
    package let abandonedInQueue: Int
    package let abandonedInMenu: Int

    enum CodingKeys: String, CodingKey {
      case answered
      case abandonedInQueue = "abandoned_in_queue"
      case abandonedInMenu = "abandoned_in_vru"
    }
  }

  /// The calls of one agent.
  package struct Server: Decodable, Sendable {
    package let answered: Int
    package let meanServiceSeconds: Double

    enum CodingKeys: String, CodingKey {
      case answered
      case meanServiceSeconds = "mean_service_s"
    }
  }

  package let kinds: [String: Kind]
  package let days: [String: Day]
  package let servers: [String: Server]

  enum CodingKeys: String, CodingKey {
    case kinds = "per_type"
    case days = "per_day"
    case servers = "per_server"
  }

  /// Reads the facts in a folder of the bank's files.
  package init(inFolder folder: URL) throws {
    let file = folder.appendingPathComponent("february1999.facts.json")
    self = try JSONDecoder().decode(BankFacts.self, from: Data(contentsOf: file))
  }
}
