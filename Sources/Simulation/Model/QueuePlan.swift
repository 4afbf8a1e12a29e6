import ContactCenter

/// A queue of the simulated contact center: its standard, and the calls that come to it.
struct QueuePlan: Sendable {
  var id: QueueID
  var name: String
  /// Its part of all calls.
  var share: Double
  var serviceLevelSeconds: Int64
  var serviceLevelTarget: Int64
  /// The mean talk in seconds.
  var talkSeconds: Double
  /// The mean time in seconds after which a caller gives up.
  var patienceSeconds: Double
  var reasons: [String]
  var feedbackScale: FeedbackScale

  /// How long handling should take.
  var targetHandleSeconds: Int64 { Int64(talkSeconds) + 60 }

  static let all = [
    QueuePlan(
      id: QueueID("support"), name: "Technical support", share: 0.38, serviceLevelSeconds: 30,
      serviceLevelTarget: 80, talkSeconds: 290, patienceSeconds: 260,
      reasons: ["no_connection", "slow_line", "device_setup", "password", "outage"],
      feedbackScale: .csat),
    QueuePlan(
      id: QueueID("billing"), name: "Billing", share: 0.30, serviceLevelSeconds: 20,
      serviceLevelTarget: 80, talkSeconds: 190, patienceSeconds: 200,
      reasons: ["invoice_question", "payment_failed", "refund", "payment_plan"],
      feedbackScale: .csat),
    QueuePlan(
      id: QueueID("sales"), name: "Sales", share: 0.20, serviceLevelSeconds: 15,
      serviceLevelTarget: 90, talkSeconds: 240, patienceSeconds: 120,
      reasons: ["new_contract", "upgrade", "price_question", "competitor_offer"],
      feedbackScale: .nps),
    QueuePlan(
      id: QueueID("moves"), name: "Moving house", share: 0.12, serviceLevelSeconds: 60,
      serviceLevelTarget: 75, talkSeconds: 330, patienceSeconds: 320,
      reasons: ["move_date", "address_change", "technician_visit"], feedbackScale: .effort),
  ]
}
