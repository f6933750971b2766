// Places in the picture: [x, y], shares of its width and height. Distances are in widths of a square
// picture's side, so that they mean the same across and down: the aspect is width divided by height.

export const MIN_LINE = 0.03;
export const BORDER = 0.02;
export const MIN_AREA = 0.001;

const clamp = (value) => Math.min(1, Math.max(0, value));

export const within = ([x, y]) => [clamp(x), clamp(y)];

// Five digits are a tenth of a pixel at 8K; the box keeps no more.
export const rounded = ([x, y]) => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5];

export function distance(a, b, aspect) {
  return Math.hypot((a[0] - b[0]) * aspect, a[1] - b[1]);
}

export const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

export function centre(points) {
  return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
}

// Positive on the right-hand side, looking from a to b in the picture: the way in.
export function side(a, b, point) {
  return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
}

export function meets(a, b, c, d) {
  const first = side(a, b, c) * side(a, b, d);
  const second = side(c, d, a) * side(c, d, b);
  if (first === 0 && second === 0 && side(a, b, c) === 0 && side(a, b, d) === 0) {
    const overlaps = (axis) => Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]))
      <= Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
    return overlaps(0) && overlaps(1);
  }
  return first <= 0 && second <= 0;
}

export function crossesItself(points) {
  for (let i = 0; i < points.length; i += 1) {
    for (let j = i + 2; j < points.length; j += 1) {
      const neighbours = i === 0 && j === points.length - 1;
      if (!neighbours && meets(points[i], points[i + 1], points[j], points[(j + 1) % points.length])) {
        return true;
      }
    }
  }
  return false;
}

export function area(points) {
  let twice = 0;
  points.forEach((point, index) => {
    const next = points[(index + 1) % points.length];
    twice += point[0] * next[1] - next[0] * point[1];
  });
  return Math.abs(twice) / 2;
}

export function inside(points, [x, y]) {
  let is = false;
  points.forEach((corner, index) => {
    const previous = points[(index + points.length - 1) % points.length];
    if ((corner[1] > y) !== (previous[1] > y)
      && x < ((previous[0] - corner[0]) * (y - corner[1])) / (previous[1] - corner[1]) + corner[0]) {
      is = !is;
    }
  });
  return is;
}

// How far a point is from a piece of line.
export function fromSegment(point, a, b, aspect) {
  const across = (b[0] - a[0]) * aspect;
  const down = b[1] - a[1];
  const square = across * across + down * down;
  const along = square === 0 ? 0 : (((point[0] - a[0]) * aspect) * across + (point[1] - a[1]) * down) / square;
  const share = clamp(along);
  return distance(point, [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])], aspect);
}

// Where a dragged point comes to lie: on another point, else on the picture's edge, else in a
// straight line across or down, or at a right angle, with a neighbour. `reach` is how near it must
// be. Answers the place and the guides that hold it: [[from, to], …].
export function snap(point, { others = [], neighbours = [], before = null, reach, aspect }) {
  const free = within(point);
  let nearest = null;
  for (const other of others) {
    const far = distance(free, other, aspect);
    if (far <= reach && (nearest === null || far < distance(free, nearest, aspect))) {
      nearest = other;
    }
  }
  if (nearest) {
    return { point: [...nearest], guides: [], on: 'point' };
  }
  const [x, y] = free;
  const place = [x, y];
  const guides = [];
  let on = '';
  const hold = (axis, value, guide) => {
    place[axis] = value;
    on = guide ? 'angle' : 'edge';
    if (guide) {
      guides.push(guide);
    }
  };
  const scale = [aspect, 1];
  const held = [false, false];
  for (const axis of [0, 1]) {
    for (const edge of [0, 1]) {
      if (!held[axis] && Math.abs(free[axis] - edge) * scale[axis] <= reach) {
        hold(axis, edge, null);
        held[axis] = true;
      }
    }
  }
  for (const neighbour of neighbours) {
    for (const axis of [0, 1]) {
      if (!held[axis] && Math.abs(free[axis] - neighbour[axis]) * scale[axis] <= reach) {
        hold(axis, neighbour[axis], [neighbour, place]);
        held[axis] = true;
      }
    }
  }
  if (!held[0] && !held[1] && before) {
    const foot = atRightAngle(free, before[0], before[1], aspect);
    if (foot && distance(free, foot, aspect) <= reach && foot.every((value) => value >= 0 && value <= 1)) {
      return { point: foot, guides: [[before[1], foot]], on: 'angle' };
    }
  }
  return { point: place, guides, on };
}

// The place nearest to a point from which the edge to `corner` is at a right angle to that from
// `corner` to `far`.
function atRightAngle(point, far, corner, aspect) {
  const across = (corner[0] - far[0]) * aspect;
  const down = corner[1] - far[1];
  const square = across * across + down * down;
  if (square === 0) {
    return null;
  }
  const along = (((point[0] - corner[0]) * aspect) * -down + (point[1] - corner[1]) * across) / square;
  return [corner[0] + (along * -down) / aspect, corner[1] + along * across];
}

// What a person should know of a line or a zone while it is drawn. `map` is where tracks begin and
// end, or null. Answers [{ code, ...numbers }].
export function doubts(shape, aspect, map) {
  const found = [];
  if (shape.kind === 'line') {
    const [a, b] = shape.points;
    if (distance(a, b, 1) < MIN_LINE) {
      found.push({ code: 'short' });
    }
    const along = [0, 1].some((axis) => Math.max(a[axis], b[axis]) < BORDER || Math.min(a[axis], b[axis]) > 1 - BORDER);
    if (along) {
      found.push({ code: 'border' });
    }
    const ends = map ? endsOn(a, b, aspect, map) : null;
    if (ends && ends.share >= 0.08 && ends.count >= 8) {
      found.push({ code: 'ends', ...ends });
    }
    return found;
  }
  if (crossesItself(shape.points)) {
    found.push({ code: 'crosses' });
  } else if (area(shape.points) < MIN_AREA) {
    found.push({ code: 'small' });
  }
  return found;
}

// How many tracks begin or end within half a cell of a line, and their share of all.
export function endsOn(a, b, aspect, map) {
  if (map.tracks === 0) {
    return null;
  }
  const near = 0.5 / map.rows;
  let count = 0;
  for (let row = 0; row < map.rows; row += 1) {
    for (let column = 0; column < map.columns; column += 1) {
      const cell = [(column + 0.5) / map.columns, (row + 0.5) / map.rows];
      if (fromSegment(cell, a, b, aspect) <= near) {
        count += map.starts[row * map.columns + column] + map.ends[row * map.columns + column];
      }
    }
  }
  return { count, of: map.tracks * 2, share: count / (map.tracks * 2) };
}
