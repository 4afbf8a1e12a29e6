/// In which record a merged customer's goes on.
public struct MergedCustomerRow: ViewRow {
  public var into = CustomerID()

  public init() {}

  init(into: CustomerID) {
    self.into = into
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("into", &into, "The record that goes on.")
  }
}
