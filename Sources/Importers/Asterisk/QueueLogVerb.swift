/// What a line of a queue_log reports.
///
/// Source: Asterisk, "Queue Logs" (docs.asterisk.org), `app_queue.c` and `chan_agent.c` of 1.0 to
/// 22.
enum QueueLogVerb: String, Sendable {
  // A call in a queue.
  case enterQueue = "ENTERQUEUE"
  case connect = "CONNECT"
  case completeAgent = "COMPLETEAGENT"
  case completeCaller = "COMPLETECALLER"
  case abandon = "ABANDON"
  case exitWithTimeout = "EXITWITHTIMEOUT"
  case exitWithKey = "EXITWITHKEY"
  case exitEmpty = "EXITEMPTY"
  case withdraw = "WITHDRAW"
  case ringNoAnswer = "RINGNOANSWER"
  case ringCanceled = "RINGCANCELED"
  case agentDump = "AGENTDUMP"
  case blindTransfer = "BLINDTRANSFER"
  case attendedTransfer = "ATTENDEDTRANSFER"
  case transfer = "TRANSFER"
  // An agent.
  case addMember = "ADDMEMBER"
  case removeMember = "REMOVEMEMBER"
  case pause = "PAUSE"
  case unpause = "UNPAUSE"
  case pauseAll = "PAUSEALL"
  case unpauseAll = "UNPAUSEALL"
  case pauseReason = "PAUSEREASON"
  case penalty = "PENALTY"
  case agentLogin = "AGENTLOGIN"
  case agentLogoff = "AGENTLOGOFF"
  case agentCallbackLogin = "AGENTCALLBACKLOGIN"
  case agentCallbackLogoff = "AGENTCALLBACKLOGOFF"
  // The switch.
  case queueStart = "QUEUESTART"
  case configReload = "CONFIGRELOAD"
  case sysCompat = "SYSCOMPAT"
  case did = "DID"

  /// Whom or what it is about.
  enum Subject: Sendable { case call, agent, `switch` }

  var subject: Subject {
    switch self {
    case .enterQueue, .connect, .completeAgent, .completeCaller, .abandon, .exitWithTimeout,
      .exitWithKey, .exitEmpty, .withdraw, .ringNoAnswer, .ringCanceled, .agentDump,
      .blindTransfer, .attendedTransfer, .transfer:
      .call
    case .addMember, .removeMember, .pause, .unpause, .pauseAll, .unpauseAll, .pauseReason,
      .penalty, .agentLogin, .agentLogoff, .agentCallbackLogin, .agentCallbackLogoff:
      .agent
    case .queueStart, .configReload, .sysCompat, .did: .switch
    }
  }

  /// Whether it says that an agent's phone stopped ringing without an answer.
  var isEndOfRinging: Bool {
    self == .ringNoAnswer || self == .ringCanceled || self == .agentDump
  }

  /// The leading parameters that may hold a phone number or what a caller typed: no id is made of
  /// them.
  var personalParameters: Int {
    switch self {
    case .enterQueue, .blindTransfer, .transfer: 2
    case .attendedTransfer: 3
    case .did: 1
    default: 0
    }
  }
}
