// From the unit square onto any four corners, as a camera sees a floor: (0, 0) comes to lie on the
// first, (1, 0), (1, 1) and (0, 1) on the others. Straight lines stay straight.
export function projection([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) {
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const [ax, ay, bx, by] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const size = ax * by - bx * ay;
  const g = (sx * by - bx * sy) / size;
  const h = (ax * sy - sx * ay) / size;
  return (u, v) => {
    const w = g * u + h * v + 1;
    return [
      ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / w,
      ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / w,
    ];
  };
}

// Whether four corners go round: none between the others, none on a line.
export function goesRound(corners) {
  const turns = corners.map(([x, y], at) => {
    const [nx, ny] = corners[(at + 1) % 4];
    const [px, py] = corners[(at + 3) % 4];
    return (x - px) * (ny - y) - (y - py) * (nx - x);
  });
  return turns.every((turn) => turn > 1e-4) || turns.every((turn) => turn < -1e-4);
}
