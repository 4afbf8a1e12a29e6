/// What a call was routed to.
public enum RoutingTarget: String, Choice {
  case queue
  case department
  case specialist
  case agents
}
