// How large tiles may be: everything on one screen where that stays readable, a page that scrolls
// where it does not. Sizes in the style sheet are multiples of the unit computed here.

/// The number of columns and the unit in pixels with which `count` boxes of `shape` {width, height}
/// in units, `gap` pixels apart, fill a width and a height best.
export function fit(count, shape, area, gap) {
  let best = { columns: 1, unit: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = (area.width - gap * (columns - 1)) / columns;
    const height = (area.height - gap * (rows - 1)) / rows;
    const unit = Math.min(width / shape.width, height / shape.height);
    if (unit > best.unit) best = { columns, unit };
  }
  return best;
}

/// The same for a page that scrolls: as many columns as hold boxes of `shape.unitScrolling`, as
/// tall as need be.
export function flow(shape, width, gap) {
  const boxWidth = shape.width * shape.unitScrolling;
  const columns = Math.max(1, Math.floor((width + gap) / (boxWidth + gap)));
  return { columns, unit: (width - gap * (columns - 1)) / columns / shape.width };
}
