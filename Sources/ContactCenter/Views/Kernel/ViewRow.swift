/// One row of a table: a payload with times as anchors ("since when"), never as ages.
///
/// Fields that follow from others may be computed in `describe`; a decoder's value for them is
/// ignored.
public protocol ViewRow: Payload {}
