// What to make of a store at a glance: what needs attention, and sums over many stores.
const STALE = 15 * 60; // seconds
export const ENOUGH = 0.95; // of the time observed
export const AHEAD = 30 * 24 * 3600 * 1000; // that the end of a certificate is worth a look before

/*
 * What needs attention in a store, gravest first: {kind, tone, weight, values}. The kinds are keys of
 * texts.js under "attention.".
 */
export function attention(store) {
  const found = [];
  const add = (kind, tone, weight, values = {}) => found.push({ kind, tone, weight, values, store });
  if (store.devices > 0 && store.online < store.devices) {
    add('offline', 'bad', 100, { n: store.devices - store.online, all: store.devices, seen: store.lastSeen });
  } else if (store.devices > 0 && store.latestStart === null) {
    add('silent', 'bad', 90);
  } else if (store.ageSeconds > STALE) {
    add('stale', 'wait', 80, { age: store.ageSeconds });
  }
  if (store.capacity && store.inside > store.capacity) {
    add('full', 'bad', 95, { inside: store.inside, capacity: store.capacity });
  }
  if (store.problems > 0) {
    add('problem', 'wait', 60, { n: store.problems, problem: store.problem });
  }
  const left = store.certificateEnds ? Date.parse(store.certificateEnds) - Date.now() : Infinity;
  if (left < AHEAD) {
    add(left < 0 ? 'expired' : 'expires', left < 0 ? 'bad' : 'wait', left < 0 ? 85 : 50, { ends: store.certificateEnds });
  }
  if (store.coverage !== null && store.coverage < ENOUGH) {
    add('coverage', 'wait', 40 + (ENOUGH - store.coverage) * 10, { coverage: store.coverage });
  }
  if (store.missing > 0) {
    add('gaps', 'wait', 20, { n: store.missing });
  }
  return found.sort((one, other) => other.weight - one.weight);
}

export function sums(stores) {
  const add = (field) => stores.reduce((sum, store) => sum + (store[field] ?? 0), 0);
  const both = (one, other) => {
    const known = stores.filter((store) => store[one] !== null && store[other] !== null);
    return [
      known.reduce((sum, store) => sum + store[one], 0),
      known.reduce((sum, store) => sum + store[other], 0),
      known.length,
    ];
  };
  return {
    inside: add('inside'),
    in: add('in'),
    week: add('weekIn'),
    day: both('comparedIn', 'weekAgoIn'),
    weeks: both('comparedWeekIn', 'lastWeekIn'),
    reporting: stores.filter((store) => store.ageSeconds !== null && store.ageSeconds <= STALE).length,
  };
}

// What a chain's stores are compared by; larger is first unless `up`.
export const ORDERS = {
  attention: (store) => attention(store)[0]?.weight ?? -1,
  store: null,
  inside: (store) => store.inside,
  in: (store) => store.in,
  change: (store) => (store.weekAgoIn ? store.comparedIn / store.weekAgoIn : null),
  week: (store) => store.weekIn,
  coverage: (store) => store.coverage,
};
