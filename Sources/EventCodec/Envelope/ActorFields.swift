internal import ContactCenter

/// The `actor` of a plain object.
struct ActorFields: Payload {
  var kind = Actor.Kind.system
  var id: Code?

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What the actor is.")
    fields.optional("id", &id, "The person's or program's name.")
  }
}
