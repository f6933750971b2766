// Finds places for the names of lines and zones where they hide the fewest people.

const REST_MS = 3000;
// Square pixels: how much better another place must be, and what each later choice costs.
const WORTH_A_MOVE = 200;
const LATER = 30;

const shared = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const within = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));

// The centre of a label that lies just outside a point, seen in the direction (dx, dy).
export function beyond([x, y], dx, dy, { wide, high }, gap) {
  const length = Math.hypot(dx, dy) || 1;
  const reach = gap + (Math.abs(dx / length) * wide + Math.abs(dy / length) * high) / 2;
  return [x + (dx / length) * reach, y + (dy / length) * reach];
}

export class Labels {
  // key -> {choice, since}, replaced at each call by those of the labels placed then
  #places = new Map();

  // Labels: {key, wide, high, spots: [[x, y], …]} with the best spot first; obstacles are
  // rectangles. Returns one rectangle for each label. A label rests a while before it moves again.
  place(labels, obstacles, width, height, now) {
    const places = new Map();
    const taken = [];
    for (const { key, wide, high, spots } of labels) {
      const rectangles = spots.map(([x, y]) => {
        const left = within(x - wide / 2, 3, width - wide - 3);
        const top = within(y - high / 2, 3, height - high - 3);
        return { left, top, right: left + wide, bottom: top + high };
      });
      const costs = rectangles.map((rectangle, index) =>
        LATER * index +
        obstacles.reduce((sum, other) => sum + shared(rectangle, other), 0) +
        taken.reduce((sum, other) => sum + 4 * shared(rectangle, other), 0));
      const best = costs.indexOf(Math.min(...costs));
      const before = this.#places.get(key);
      const stays = before && before.choice < spots.length &&
        (now - before.since < REST_MS || costs[before.choice] - costs[best] < WORTH_A_MOVE);
      const place = stays ? before : { choice: best, since: now };
      places.set(key, place);
      taken.push(rectangles[place.choice]);
    }
    this.#places = places;
    return taken;
  }
}
