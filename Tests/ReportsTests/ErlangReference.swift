import Foundation

/// Staffing figures that were computed elsewhere, where they lie beside the project.
struct ErlangReference: Decodable {
  struct Case: Decodable {
    let load: Double
    let agents: Int
    let occupancy: Double
    let blocking: Double
    let waitProbability: Double
    let asa: Double
    let serviceLevel: Double
    let queueLength: Double
    let threshold: Double

    enum CodingKeys: String, CodingKey {
      case load = "A"
      case agents = "N"
      case occupancy = "occ"
      case blocking = "erlB"
      case waitProbability = "pw"
      case asa
      case serviceLevel = "sl"
      case queueLength = "lq"
      case threshold = "T"
    }
  }

  struct Impatient: Decodable {
    let agents: Int
    let arrivals: Double
    let answers: Double
    let hangUps: Double
    let waitProbability: Double
    let queueLength: Double
    let abandoned: Double
    let meanWait: Double
    let utilisation: Double
    let waitBeyond: Double
    let threshold: Double

    enum CodingKeys: String, CodingKey {
      case agents = "N"
      case arrivals = "lam"
      case answers = "mu"
      case hangUps = "theta"
      case waitProbability = "pw"
      case queueLength = "lq"
      case abandoned = "pab"
      case meanWait = "ewait"
      case utilisation = "util"
      case waitBeyond = "P_wait_gt_T"
      case threshold = "T"
    }
  }

  let mitan: Case
  let mitanByAgents: [String: Case]
  let small: [String: Case]
  let plain: Case
  let impatient: Impatient
  let thinned: Case

  enum CodingKeys: String, CodingKey {
    case mitan = "mitan_360per30_240s_55agents_15s"
    case mitanByAgents = "mitan_same_N49..60"
    case small = "cch_100per30_180s"
    case plain = "GMR_MMn"
    case impatient = "GMR_MMn_plus_M"
    case thinned = "GMR_MMn_thinned"
  }

  static var file: URL? {
    let folder =
      ProcessInfo.processInfo.environment["SWITCHBOARD_SHARED_DATA"].map { URL(filePath: $0) }
      ?? URL(filePath: #filePath).resolvingSymlinksInPath()
      .appending(path: "../../../../shared/data").standardizedFileURL
    let file = folder.appending(path: "erlang/erlang_reference_computed.json")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }
}
