import TestSupport

/// Lines of a switch that keeps its own rules, invented from a seed: calls that come back, agents
/// who come and go, restarts in the middle of it all.
struct SyntheticQueueLog {
  private enum Place { case waiting(String), talking(String), away, over }

  private(set) var lines: [String] = []
  private var random: SeededGenerator
  private var second = 1_700_000_000
  private var calls: [(id: String, place: Place, last: Int)] = []
  private var members: [String: Set<String>] = [:]

  init(seed: UInt64, lines count: Int) {
    random = SeededGenerator(seed: seed)
    while lines.count < count { step() }
  }

  private mutating func step() {
    second += Int.random(in: 0...2, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0: restart()
    case 1...5: changeAgent()
    case 6...9: enter(calls.count, new: "\(second).\(calls.count)")
    default: move()
    }
  }

  private mutating func restart() {
    add("NONE", "NONE", "NONE", "QUEUESTART")
    for index in calls.indices {
      switch calls[index].place {
      case .waiting, .talking: calls[index] = (calls[index].id, .over, second)
      case .away, .over: break
      }
    }
  }

  private mutating func changeAgent() {
    let agent = "SIP/\(Int.random(in: 1...3, using: &random))"
    let queue = pick(["q", "r"])
    // A switch writes no two such lines of one agent in a second.
    second += 1
    if members[agent, default: []].remove(queue) != nil {
      add("REALTIME", queue, agent, "REMOVEMEMBER")
    } else if Bool.random(using: &random) {
      add("NONE", "NONE", agent, pick(["PAUSEALL", "UNPAUSEALL"]))
    } else {
      members[agent, default: []].insert(queue)
      add("REALTIME", queue, agent, "ADDMEMBER")
    }
  }

  private mutating func enter(_ index: Int, new id: String? = nil) {
    let queue = pick(["q", "r"])
    if let id { calls.append((id, .away, second)) }
    if calls[index].last == second, id == nil { second += 1 }
    calls[index] = (calls[index].id, .waiting(queue), second)
    add(calls[index].id, queue, "NONE", "ENTERQUEUE||555|1")
  }

  private mutating func move() {
    guard let index = calls.indices.suffix(8).randomElement(using: &random) else { return }
    let id = calls[index].id
    switch calls[index].place {
    case .waiting(let queue):
      let end = pick(["CONNECT|5|b|2", "CONNECT|5|b|2", "ABANDON|1|1|6", "EXITWITHTIMEOUT|1|1|9"])
      calls[index].place =
        end.hasPrefix("CONNECT") ? .talking(queue) : end.hasPrefix("ABANDON") ? .over : .away
      add(id, queue, end.hasPrefix("CONNECT") ? "SIP/1" : "NONE", end)
    case .talking(let queue):
      let end = pick(["COMPLETEAGENT|5|40|1", "COMPLETECALLER|5|4|1", "BLINDTRANSFER|9|x|5|7|1"])
      calls[index].place = end.hasPrefix("BLIND") ? .away : .over
      add(id, queue, "SIP/1", end)
    case .away, .over: enter(index)
    }
    calls[index].last = second
  }

  private mutating func add(_ call: String, _ queue: String, _ agent: String, _ rest: String) {
    lines.append("\(second)|\(call)|\(queue)|\(agent)|\(rest)")
  }

  private mutating func pick(_ words: [String]) -> String {
    words.randomElement(using: &random) ?? words[0]
  }
}
