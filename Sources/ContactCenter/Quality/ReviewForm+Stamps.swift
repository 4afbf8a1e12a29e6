extension ReviewForm {
  /// The agent, queue and customer that an event of this form concerns. Ask before `evolve`.
  public func stamps(for event: QualityEvent) -> Stamps {
    switch event {
    case .formPublished: Stamps()
    case .callSampled(let sampled): Stamps(queue: sampled.queue, agent: sampled.agent)
    case .callReviewed(let reviewed):
      Stamps(agent: samples[reviewed.call]?.agent, customer: reviewed.customer)
    case .reviewDisputed(let disputed):
      Stamps(agent: samples[disputed.call]?.agent, customer: disputed.customer)
    case .coachingAssigned(let assigned): Stamps(agent: assigned.agent)
    case .coachingCompleted(let completed): Stamps(agent: openCoaching[completed.coaching])
    }
  }
}
