/// A review form with everything done by it: its versions, the calls sampled for it, their reviews
/// and disputes, and the coaching that follows.
///
/// One aggregate, since a review is only right in the light of its form: the items it scores exist,
/// the points are within their bounds, the call was chosen first. Memory: some 100 bytes a call.
public struct ReviewForm: Sendable, Equatable {
  /// How a sampled call stands.
  public enum Stage: UInt8, Sendable {
    case sampled, reviewed, disputed, settled
  }

  /// A sampled call.
  public struct Sample: Sendable, Equatable {
    public var agent: AgentID
    public var stage = Stage.sampled
  }

  public let id: FormID
  /// The newest version; 0 before the first.
  public private(set) var version: Int64 = 0
  /// The newest version's items.
  public private(set) var items: [FormItem] = []
  public private(set) var samples: [CallID: Sample] = [:]
  /// Whom each coaching is for that is not completed yet.
  public private(set) var openCoaching: [Code: AgentID] = [:]
  /// The names of the coaching that is completed.
  public private(set) var doneCoaching: Set<Code> = []

  public init(id: FormID) {
    self.id = id
  }

  /// The state's name.
  public var state: String { version == 0 ? "New" : "Published" }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: QualityEvent) {
    switch event {
    case .formPublished(let published):
      version = published.version
      items = published.items
    case .callSampled(let sampled): samples[sampled.call] = Sample(agent: sampled.agent)
    case .callReviewed(let reviewed):
      let isAgain = samples[reviewed.call]?.stage == .disputed
      samples[reviewed.call]?.stage = isAgain ? .settled : .reviewed
    case .reviewDisputed(let disputed): samples[disputed.call]?.stage = .disputed
    case .coachingAssigned(let assigned): openCoaching[assigned.coaching] = assigned.agent
    case .coachingCompleted(let completed):
      openCoaching[completed.coaching] = nil
      doneCoaching.insert(completed.coaching)
    }
  }
}

// MARK: Decisions

extension ReviewForm {
  /// Decides on a proposed event, a command or a fact alike. An agent may dispute the review of
  /// their own part, and report that they were coached; the rest is for others.
  public func decide(_ proposed: QualityEvent, by actor: Actor) -> Decision {
    guard let reason = misfit(proposed) ?? fault(of: proposed, by: actor) else {
      return .accept([.quality(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state(for: proposed),
        allowed: allowedTypes(beside: proposed, by: actor),
        detail: "\(proposed.type.name) is refused while the form is \(state), "
          + "version \(version): \(reason.rawValue)."))
  }

  /// The state of the call that the event is about, else of the form.
  private func state(for event: QualityEvent) -> String {
    event.call.map(state(of:)) ?? state
  }

  private func state(of call: CallID) -> String {
    switch samples[call]?.stage {
    case .sampled?: "Sampled"
    case .reviewed?: "Reviewed"
    case .disputed?: "Disputed"
    case .settled?: "Settled"
    case nil: version == 0 ? "New" : "NotSampled"
    }
  }

  /// What may happen to the call that the event is about, and to the form.
  private func allowedTypes(beside proposed: QualityEvent, by actor: Actor) -> [String] {
    QualityEvent.all.filter { event in
      guard misfit(event) == nil, actor.kind != .agent || isForAgents(event) else { return false }
      guard let call = proposed.call, event.call != nil else { return true }
      return isNext(event, for: samples[call]?.stage)
    }.map(\.type.name)
  }

  private func isNext(_ event: QualityEvent, for stage: Stage?) -> Bool {
    switch (event, stage) {
    case (.callSampled, nil), (.callReviewed, .sampled?), (.callReviewed, .disputed?),
      (.reviewDisputed, .reviewed?):
      true
    default: false
    }
  }

  private func isForAgents(_ event: QualityEvent) -> Bool {
    switch event {
    case .reviewDisputed, .coachingCompleted: true
    case .formPublished, .callSampled, .callReviewed, .coachingAssigned: false
    }
  }

  /// What the form's own state does not allow, whatever the fields say.
  private func misfit(_ event: QualityEvent) -> Rejection.Reason? {
    switch event {
    case .formPublished: nil
    case _ where version == 0: .notPublished
    case .callReviewed where samples.isEmpty: .notSampled
    case .reviewDisputed where samples.isEmpty: .notReviewed
    case .coachingCompleted where openCoaching.isEmpty: .notAssigned
    default: nil
    }
  }

  private func fault(of event: QualityEvent, by actor: Actor) -> Rejection.Reason? {
    switch event {
    case .reviewDisputed(let disputed): return fault(of: disputed, by: actor)
    case .coachingCompleted(let completed): return fault(of: completed, by: actor)
    case _ where actor.kind == .agent && !isForAgents(event): return .notForAgents
    case .formPublished(let published): return fault(of: published)
    case .callSampled(let sampled): return fault(of: sampled)
    case .callReviewed(let reviewed): return fault(of: reviewed)
    case .coachingAssigned(let assigned):
      let isKnown =
        openCoaching[assigned.coaching] != nil || doneCoaching.contains(assigned.coaching)
      return isKnown ? .alreadyAssigned : nil
    }
  }

  private func fault(of published: QualityEvent.FormPublished) -> Rejection.Reason? {
    if published.version != version + 1 { return .versionNotNext }
    if published.items.isEmpty { return .itemsMissing }
    return Set(published.items.map(\.item)).count == published.items.count ? nil : .itemRepeated
  }

  private func fault(of sampled: QualityEvent.CallSampled) -> Rejection.Reason? {
    if samples[sampled.call] != nil { return .alreadySampled }
    switch (sampled.seed, sampled.shareMillionths) {
    case (nil, nil): return nil
    case (let seed?, let share?):
      let rule = SamplingRule(seed: seed, shareMillionths: share)
      return rule.chooses(sampled.call) ? nil : .notChosen
    default: return .ruleIncomplete
    }
  }

  private func fault(of reviewed: QualityEvent.CallReviewed) -> Rejection.Reason? {
    switch samples[reviewed.call]?.stage {
    case nil: return .notSampled
    case .reviewed?, .settled?: return .alreadyReviewed
    case .sampled?, .disputed?: break
    }
    if reviewed.formVersion != version { return .versionNotCurrent }
    if reviewed.scores.isEmpty { return .itemsMissing }
    if Set(reviewed.scores.map(\.item)).count != reviewed.scores.count { return .itemRepeated }
    for score in reviewed.scores {
      guard let item = items.first(where: { $0.item == score.item }) else { return .unknownItem }
      if !(0...item.pointsMax).contains(score.points) { return .scoreOutOfScale }
    }
    return nil
  }

  private func fault(
    of disputed: QualityEvent.ReviewDisputed, by actor: Actor
  ) -> Rejection.Reason? {
    guard let sample = samples[disputed.call] else { return .notReviewed }
    if actor.isAnother(than: sample.agent) { return .notYourself }
    switch sample.stage {
    case .sampled: return .notReviewed
    case .disputed, .settled: return .alreadyDisputed
    case .reviewed: break
    }
    guard let item = disputed.item else { return nil }
    return items.contains { $0.item == item } ? nil : .unknownItem
  }

  private func fault(
    of completed: QualityEvent.CoachingCompleted, by actor: Actor
  ) -> Rejection.Reason? {
    guard let agent = openCoaching[completed.coaching] else {
      return doneCoaching.contains(completed.coaching) ? .alreadyCompleted : .notAssigned
    }
    return actor.isAnother(than: agent) ? .notYourself : nil
  }
}

extension QualityEvent {
  /// The call whose review the event is about.
  fileprivate var call: CallID? {
    switch self {
    case .callSampled(let event): event.call
    case .callReviewed(let event): event.call
    case .reviewDisputed(let event): event.call
    case .formPublished, .coachingAssigned, .coachingCompleted: nil
    }
  }
}
