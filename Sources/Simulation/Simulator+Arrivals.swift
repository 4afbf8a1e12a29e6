import ContactCenter

// Callers: they arrive, hear the menu, wait, and give up.

extension Simulator {
  /// Plans the next arrival of a Poisson process whose rate changes: drawn at the peak rate and
  /// thinned (Lewis and Shedler, 1979).
  mutating func planArrival() {
    let peakPerHour = settings.ratePerHour * settings.profile.peak
    var time = Double(now.milliseconds)
    repeat {
      time += random.exponential(mean: 3_600_000 / peakPerHour)
    } while !random.happens(
      settings.profile.weight(ofHalfHour: halfHour(at: time)) / settings.profile.peak)
    agenda.add(.arrive, at: Timestamp(milliseconds: Int64(time)))
  }

  private func halfHour(at milliseconds: Double) -> Int {
    let local = Int64(milliseconds / 1_000) + settings.utcOffsetSeconds
    let day: Int64 = 86_400
    return Int((local % day + day) % day / 1_800)
  }

  mutating func arrive() {
    planArrival()
    callCount += 1
    let id = CallID("\(tag)-\(callCount)")
    let customer = pickCustomer()
    var call = OpenCall(id: id, customer: customer, queue: pickQueue())
    call.priority = random.happens(0.08) ? 1 : 0
    calls[id] = call
    let plan = queues[call.queue]
    emit(
      .received(
        .init {
          $0.from = Invention.number(customer)
          $0.to = "+49 30 23125 000"
        }), of: id)
    emit(.menuEntered(.init { $0.menu = Code("main") }), of: id)
    emit(.greeted(.init { $0.companyNamed = true }), of: id)
    let menu = random.number(in: 5_000...25_000)
    if random.happens(0.03) {
      self.plan(.loseMenuCaller(id), in: menu)
    } else {
      self.plan(.leaveMenu(id), in: menu + (plan.id == queues[0].id ? 4_000 : 0))
    }
  }

  /// One of all customers; sometimes one whose case is open calls again.
  private mutating func pickCustomer() -> Int {
    if !openCases.isEmpty, random.happens(0.06) { return random.pick(openCases.map(\.customer)) }
    return Int(random.number(in: 1...Int64(settings.customers)))
  }

  /// A queue by its part of all calls; while it is closed, the first one takes them.
  private mutating func pickQueue() -> Int {
    var point = random.unit()
    var chosen = queues.count - 1
    for (index, queue) in queues.enumerated() {
      point -= queue.share
      guard point < 0 else { continue }
      chosen = index
      break
    }
    return closedQueues.contains(chosen) ? 0 : chosen
  }

  mutating func loseMenuCaller(_ id: CallID) {
    emit(.abandoned(.init { $0.phase = .menu }), of: id, by: Actor(kind: .customer))
    calls[id] = nil
  }

  mutating func leaveMenu(_ id: CallID) {
    guard let customer = calls[id]?.customer else { return }
    if random.happens(0.4) { identify(id, customer, method: "menu", by: Actor(kind: .system)) }
    enqueue(id)
  }

  /// A new visit to the call's queue begins; the caller waits as long as patience lasts.
  mutating func enqueue(_ id: CallID) {
    guard var call = calls[id] else { return }
    call.place = .waiting
    call.queuedSince = now
    call.visit += 1
    calls[id] = call
    waiting[call.queue].append(id)
    let place = Int64(waiting[call.queue].count)
    emit(
      .queued(
        .init {
          $0.queue = queues[call.queue].id
          $0.priority = call.priority
          $0.position = place
        }), of: id)
    let patience = random.exponential(mean: queues[call.queue].patienceSeconds * 1_000)
    plan(.losePatience(id, visit: call.visit), in: Int64(patience) + 1_000)
    watchWait(of: call)
    offer(id)
    estimateWait(id)
  }

  /// The wait is watched by the clock; some callers would rather be called back.
  private mutating func watchWait(of call: OpenCall) {
    let queue = queues[call.queue]
    let crossed = CallEvent.ThresholdCrossed {
      $0.threshold = .serviceLevel
      $0.queue = queue.id
      $0.seconds = queue.serviceLevelSeconds
      $0.since = call.queuedSince
    }
    plan(.crossThreshold(call.id, crossed), in: queue.serviceLevelSeconds * 1_000)
    if call.purpose == nil, random.happens(0.1) {
      plan(.askForCallback(call.id, visit: call.visit), in: random.number(in: 40_000...120_000))
    }
  }

  mutating func losePatience(_ id: CallID, _ visit: Int) {
    guard let call = calls[id], call.visit == visit else { return }
    switch call.place {
    case .waiting: waiting[call.queue].removeAll { $0 == id }
    case .ringing(let agent): emit(.offerRescinded(.init { $0.agent = agent }), of: id)
    case .menu, .dialling, .talking: return
    }
    if case .waiting = call.place, random.happens(0.12) { return leaveQueue(call) }
    emit(.abandoned(.init { $0.phase = .queue }), of: id, by: Actor(kind: .customer))
    calls[id] = nil
    if case .ringing(let agent) = call.place { becomeFree(agent) }
  }

  /// The caller presses a key and leaves a message, or has waited as long as the queue allows.
  private mutating func leaveQueue(_ call: OpenCall) {
    let hasPressed = random.happens(0.6)
    emit(
      .queueExited(
        .init {
          $0.cause = hasPressed ? .key : .timeout
          $0.key = hasPressed ? Code("9") : nil
          $0.waitMilliseconds = now.millisecondsSince(call.queuedSince)
        }), of: call.id)
    emit(
      .ended(.init { $0.by = hasPressed ? .customer : .system }), of: call.id,
      by: Actor(kind: hasPressed ? .customer : .system))
    calls[call.id] = nil
  }

  /// Records who the caller is, and opens their record at the first time.
  mutating func identify(_ id: CallID, _ customer: Int, method: String, by actor: Actor) {
    let name = register(customer, by: actor)
    emit(
      .identified(
        .init {
          $0.customer = name
          $0.method = Code(method)
        }), of: id, by: actor)
    calls[id]?.isIdentified = true
  }

  /// Ends a call because the simulation stops.
  mutating func cutOff(_ id: CallID) {
    emit(
      .ended(
        .init {
          $0.by = .system
          $0.cause = Code("restart")
          $0.wrapMilliseconds = 0
          $0.inferred = true
        }), of: id)
    calls[id] = nil
  }
}
