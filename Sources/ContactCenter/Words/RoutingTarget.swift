/// What a call was routed to.
package enum RoutingTarget: String, Choice {
  case queue
  case department
  case specialist
  case agents
}
