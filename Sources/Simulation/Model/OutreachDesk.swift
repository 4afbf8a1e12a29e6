import ContactCenter

/// The campaigns of the simulated contact center.
struct OutreachDesk: Sendable {
  /// A kind of campaign, and whom its present round is to call.
  struct Drive: Sendable {
    var name: String
    var purpose: CallPurpose
    /// How many contacts a round has.
    var size: Int
    var round = 0
    var contacts: [(name: Code, customer: Int)] = []
  }

  var drives = [
    Drive(name: "spring-offer", purpose: .marketing, size: 24),
    Drive(name: "satisfaction", purpose: .survey, size: 24),
    Drive(name: "orders", purpose: .orderConfirmation, size: 16),
    Drive(name: "meter-reading", purpose: .information, size: 16),
    Drive(name: "upgrades", purpose: .sales, size: 24),
  ]
  /// Whose turn it is.
  var turn = 0

  /// The questions of a survey.
  static let questions = [
    SurveyQuestion {
      $0.question = Code("satisfied")
      $0.text = "How satisfied are you with us?"
      $0.scoreMin = 1
      $0.scoreMax = 5
    },
    SurveyQuestion {
      $0.question = Code("stay")
      $0.text = "Will you stay with us?"
      $0.choices = ["yes", "no", "undecided"].map { Code($0) }
    },
    SurveyQuestion {
      $0.question = Code("wish")
      $0.text = "What should we do better?"
    },
  ]
}
