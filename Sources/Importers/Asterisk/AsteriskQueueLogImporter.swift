package import ContactCenter

/// Imports an Asterisk queue_log, line by line, as it is or while it grows.
///
///     var importer = AsteriskQueueLogImporter()
///     importer.read(chunk)                      // as often as there is more
///     try await importer.deliver(to: &sink)
///     importer.flush()                          // the log is quiet: this second is complete
///     importer.finish()                         // the file ends
///
/// Lines of one second are put into causal order: a switch writes them as its threads come. What
/// contradicts the call's life is refused by the sink and quarantined.
package struct AsteriskQueueLogImporter: Sendable {
  /// The name of the log where the command gives none.
  package static let defaultSource = "asterisk"

  /// The most lines of one second that are held back to be put in order.
  static let heldLinesMax = 4_096
  /// How long a call that is not in a queue or with an agent is remembered, in seconds of log time.
  static let memorySeconds: Int64 = 86_400

  package private(set) var ledger: ImportLedger
  private let source: String
  private let prefix: String
  private var splitter = LineSplitter()
  private var identity = LineIdentity()
  private var number = 0
  private var latest = Timestamp()
  private var held: [HeldLine] = []
  private var calls: [String: SwitchCall] = [:]
  private var earlier = EarlierCalls()
  private var agents = SwitchAgents()
  private var configured: Set<QueueID> = []
  private var swept = Int64.min

  private struct HeldLine {
    var line: QueueLogLine
    var raw: SourceLine
    var id: LineID
  }

  /// - Parameter source: the name of the log. Under a name of its own a call's id is prefixed by
  ///   it, because two switches may use the same unique ids.
  package init(source: String = defaultSource) {
    self.source = source
    prefix = source == Self.defaultSource ? "" : source + "/"
    ledger = ImportLedger(source: source)
  }

  /// What became of the lines so far; those that are held back are not among them.
  package var summary: ImportSummary { ledger.summary }

  /// Tells what earlier parts of the log have left, so that this one goes on from there.
  package mutating func adopt(_ work: SourceWork) {
    earlier = EarlierCalls(work.calls, prefix: prefix)
    agents.adopt(work.agents)
  }

  /// Takes the next bytes of the log; lines may be cut anywhere.
  package mutating func read(_ chunk: some Collection<UInt8>) {
    var lines: [(bytes: [UInt8], isOverlong: Bool)] = []
    splitter.read(chunk) { lines.append(($0, $1)) }
    for line in lines { take(line.bytes, isOverlong: line.isOverlong) }
  }

  /// Lets go of the lines of the newest second, which are held back to be put in order.
  package mutating func flush() {
    let lines = held
    held = []
    settle(lines)
  }

  /// Takes a last line without an end, and lets go of everything. A rotated log begins a new file:
  /// its lines are counted from 1 again.
  package mutating func finish() {
    var last: [(bytes: [UInt8], isOverlong: Bool)] = []
    splitter.finish { last.append(($0, $1)) }
    for line in last { take(line.bytes, isOverlong: line.isOverlong) }
    flush()
    number = 0
    precondition(ledger.summary.isBalanced, "an import's lines do not add up")
  }

  /// Hands all events that are ready to the sink.
  package mutating func deliver<Sink: ImportSink>(
    to sink: inout Sink
  ) async throws(Sink.Failure) {
    try await ledger.deliver(to: &sink)
  }
}

// MARK: Lines

extension AsteriskQueueLogImporter {
  private mutating func take(_ bytes: [UInt8], isOverlong: Bool) {
    number += 1
    var bytes = bytes
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.allSatisfy({ $0 == UInt8(ascii: " ") }) {
      ledger.ignore(rule: "blank line")
      return
    }
    let raw = SourceLine(number: number, bytes: bytes)
    do throws(ImportReason) {
      guard !isOverlong else { throw .tooLong }
      hold(try QueueLogLine(bytes), raw)
    } catch {
      let id = identity.id(of: QueueLogLine.identity(of: bytes), second: latestSecond)
      ledger.quarantine(raw, id: id, at: latest, reason: error)
    }
  }

  private var latestSecond: Int64 { latest.milliseconds.floorDivided(by: 1_000) }

  private mutating func hold(_ line: QueueLogLine, _ raw: SourceLine) {
    if line.second != held.last?.line.second || held.count >= Self.heldLinesMax { flush() }
    latest = max(latest, line.time)
    let id = identity.id(of: QueueLogLine.identity(of: raw.bytes), second: line.second)
    held.append(HeldLine(line: line, raw: raw, id: id))
  }

  private mutating func settle(_ lines: [HeldLine]) {
    recallCalls(of: lines)
    for index in CausalOrder.of(lines.map(\.line), after: calls) {
      let line = lines[index]
      do throws(ImportReason) {
        switch line.line.verb.subject {
        case .call: try settleCall(line)
        case .agent: try settleAgent(line)
        case .switch: settleSwitch(line)
        }
      } catch {
        ledger.quarantine(line.raw, id: line.id, at: line.line.time, reason: error)
      }
    }
    forgetOldCalls()
  }

  private mutating func recallCalls(of lines: [HeldLine]) {
    var entering: Set<String> = []
    for line in lines where line.line.verb == .enterQueue {
      if let call = line.line.call { entering.insert(call) }
    }
    for line in lines where line.line.verb.subject == .call {
      guard let call = line.line.call else { continue }
      calls[call] = earlier.state(
        before: line.line, of: call, enters: entering.contains(call), current: calls[call])
    }
  }

  private mutating func settleCall(_ held: HeldLine) throws(ImportReason) {
    let line = held.line
    guard let call = line.call else {
      throw ImportReason("no_call", "the line is about a call, but names none")
    }
    let known = calls[call]
    if let known { try refuseOtherQueue(line, known) }
    let events = try line.callEvents()
    var state = known ?? SwitchCall(place: .away, lastSecond: line.second)
    if line.verb == .enterQueue ? known?.isOpen != true : known?.expects(line) == true {
      state.follow(line)
      calls[call] = state
    }
    let stream = try stream(ofCall: call, incarnation: state.incarnation)
    ledger.admit()
    var index = 0
    if line.verb == .enterQueue {
      post(.call(.received(arrival(line))), 0, held, stream, isOnlyForNewStream: true)
      index = 1
    }
    for event in events {
      post(.call(event), index, held, stream)
      index += 1
    }
  }

  /// An answer in another queue than the one in which the call waits would be counted there.
  private func refuseOtherQueue(_ line: QueueLogLine, _ known: SwitchCall) throws(ImportReason) {
    let queue: String? =
      switch known.place {
      case .waiting(let queue): queue
      case .talking(let queue): queue
      case .away, .over: nil
      }
    guard let queue, line.verb != .enterQueue, !line.verb.isEndOfRinging, line.queue != queue
    else { return }
    throw ImportReason("other_queue", "the call is in another queue than the line says")
  }

  private func arrival(_ line: QueueLogLine) -> CallEvent.Received {
    .init {
      $0.from = line.parameter(2).map { caller in
        // A name and number longer than that is not worth a quarantine.
        String(decoding: caller.utf8.prefix(ImportLimits.nameBytesMax), as: UTF8.self)
      }
      $0.queue = line.queue.map { QueueID($0) }
    }
  }

  private mutating func settleAgent(_ held: HeldLine) throws(ImportReason) {
    let events = try agents.events(of: held.line)
    guard !events.isEmpty, let agent = held.line.agent else {
      ledger.ignore(rule: "penalty in all queues")
      return
    }
    ledger.admit()
    for (index, event) in events.enumerated() {
      post(.agent(event), index, held, StreamName(.agent, agent))
    }
  }

  private mutating func settleSwitch(_ held: HeldLine) {
    switch held.line.verb {
    case .queueStart: restart(held)
    case .configReload: ledger.ignore(rule: "configuration reload")
    case .sysCompat: ledger.ignore(rule: "switch compatibility")
    default: ledger.ignore(rule: "dialled number")
    }
  }

  /// A restart of the switch cuts every call that it held.
  private mutating func restart(_ held: HeldLine) {
    calls.merge(earlier.takeOpen(before: held.line.second, current: calls)) { $1 }
    let open = calls.filter(\.value.isOpen).sorted { $0.key < $1.key }
    guard !open.isEmpty else {
      ledger.ignore(rule: "restart without open calls")
      return
    }
    ledger.admit()
    for (call, state) in open {
      calls[call]?.place = .over
      // A name that is too long never became an open call.
      guard let stream = try? stream(ofCall: call, incarnation: state.incarnation) else { continue }
      let ended = CallEvent.Ended {
        $0.by = .system
        $0.cause = Code("restart")
        $0.wrapMilliseconds = 0
        $0.inferred = true
      }
      // Which other calls were open depends on where the log was cut: they do not number this one.
      post(.call(.ended(ended)), held.id.eventID(about: stream), held, stream)
    }
  }

  private func stream(ofCall call: String, incarnation: Int) throws(ImportReason) -> StreamName {
    let id = prefix + call + (incarnation > 1 ? "~\(incarnation)" : "")
    guard id.utf8.count <= ImportLimits.nameBytesMax else { throw .nameTooLong("the call's id") }
    return StreamName(.call, id)
  }

  private mutating func post(
    _ event: Event, _ index: Int, _ held: HeldLine, _ stream: StreamName,
    isOnlyForNewStream: Bool = false
  ) {
    post(event, held.id.eventID(index), held, stream, isOnlyForNewStream)
  }

  private mutating func post(
    _ event: Event, _ id: String, _ held: HeldLine, _ stream: StreamName,
    _ isOnlyForNewStream: Bool = false
  ) {
    let imported = ImportedEvent(
      stream: stream, event: event, id: id, source: source, time: held.line.time, line: held.raw,
      isOnlyForNewStream: isOnlyForNewStream)
    if let first = imported.configurationOfNewQueue(&configured) { ledger.post(first) }
    ledger.post(imported)
  }

  private mutating func forgetOldCalls() {
    guard latestSecond > swept &+ Self.memorySeconds / 24 else { return }
    let oldest = latestSecond - Self.memorySeconds
    calls = calls.filter { $0.value.isOpen || $0.value.lastSecond >= oldest }
    swept = latestSecond
  }
}
