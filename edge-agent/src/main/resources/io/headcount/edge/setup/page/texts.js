// Every text of the set-up pages that is more than a label in its place.

export const ZONE_TYPES = {
  area: ['Area', 'any part of the shop'],
  entrance: ['Entrance', 'where people come in'],
  exit: ['Exit', 'where people leave'],
  product: ['Products', 'in front of a shelf or table'],
  queue: ['Queue', 'where people wait'],
  service: ['Service', 'where people are served'],
  checkout: ['Checkout', 'at the till'],
  staff: ['Staff', 'behind the counter'],
  restricted: ['Restricted', 'where nobody should be'],
  excluded: ['Excluded', 'nobody here is counted at all, such as a street outside or a mirror'],
};

export const zoneType = (type) => ZONE_TYPES[type]?.[0] ?? type;

export function doubt(found) {
  switch (found.code) {
    case 'short':
      return 'This line is short: people pass beside it. Draw it over the whole way that people can take.';
    case 'border':
      return 'This line lies along the edge of the picture, where people are cut off before they cross. Move it further in.';
    case 'crosses':
      return 'This outline crosses itself. Move a point, or delete one.';
    case 'small':
      return 'This zone is very small: hardly any foot lands in it. Draw it larger.';
    case 'ends':
      return `${found.count} of ${found.of} times, somebody was first or last seen on this line: they have not crossed it. Move it to where people walk through.`;
    default:
      return found.text;
  }
}

export const shapeName = (shape) => (shape.kind === 'line' ? `line ${shape.rest.id}` : `zone ${shape.rest.id}`);

export const ORIGINS = { file: 'the file', collector: 'the collector', page: 'this page' };

export function when(time) {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

const ADVICE = {
  dark: 'The picture is dark. Switch the light on and test again; if it stays so, the camera needs more light.',
  bright: 'The picture is too bright. Turn the camera away from the window or lower its exposure.',
  blurred: 'The picture is blurred. Clean the lens and focus it; then test again.',
  soft: 'The picture is a little soft. Cleaning the lens may help.',
};

// What a technician should know of a camera that gives a picture.
export function advice(seen) {
  const said = [];
  if (ADVICE[seen.brightness]) {
    said.push(ADVICE[seen.brightness]);
  }
  if (ADVICE[seen.sharpness]) {
    said.push(ADVICE[seen.sharpness]);
  }
  if (seen.framesPerSecond > 0 && seen.framesPerSecond < 5) {
    said.push(`It sends ${seen.framesPerSecond.toFixed(1)} pictures a second. Set it to 10 or more: people must not jump over a line between two.`);
  }
  if (Math.max(seen.width, seen.height) < 480) {
    said.push(`The picture is only ${seen.width} × ${seen.height}. People far away are hard to find in it.`);
  }
  if (seen.decodeErrors > 0) {
    said.push(`${seen.decodeErrors} pictures came with faults: check the cable or the wireless link.`);
  }
  return said;
}

// How well people are counted whose feet are in a part of the picture.
export const PLACES = {
  good: 'good: draw lines here',
  small: 'people are too small',
  cut_off: 'heads are cut off',
  no_floor: 'nobody stands there',
};

export const learning = (found) => `${found.people} of ${found.peopleWanted} looks at people who walk: walk to and fro through the picture, near the camera and far from it, until it is known how tall people are.`;

export function height(found) {
  return found.heightMetres === null
    ? 'All people walk at about one distance, so it cannot be said how high the camera hangs.'
    : `Going by the people, the camera hangs about ${found.heightMetres} m above the floor and looks ${Math.round(found.tiltDegrees)}° down (± ${Math.round(found.spread * 100)} %, for a lens of 80°).`;
}
