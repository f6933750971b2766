// Which stage it is: counting until the person finishes, then comparing, then the report.

import { Counting } from './counting.js';
import { setText } from './dom.js';
import { Review } from './review.js';
import { get, post } from './server.js';

const ASK_EVERY_MS = 2000;
const byId = (id) => document.getElementById(id);

let counting = null;
let review = null;
let closed = false;

function failed(error) {
  if (!closed) {
    setText(byId('trouble'), error.message);
    byId('trouble').hidden = false;
  }
}

function machineWords(state) {
  const { machine, end } = state;
  if (machine.state === 'failed') {
    return `The machine cannot count this clip: ${machine.message}`;
  }
  if (machine.state === 'running') {
    return `The machine counts in the background: ${machine.frames}${end ? ` of ${end}` : ''} frames`;
  }
  return machine.message ? `The clip ends early: ${machine.message}` : 'The machine has counted the clip';
}

async function changed(state) {
  byId('trouble').hidden = true;
  setText(byId('clip'), state.clip);
  document.title = `${state.clip} · Audit · Headcount`;
  setText(byId('machine'), machineWords(state));
  byId('count').hidden = state.finished;
  byId('review').hidden = !state.finished;
  if (state.finished) {
    counting?.stop();
    if (document.body.dataset.stage !== 'report') {
      document.body.dataset.stage = 'review';
    }
    if (review) {
      await review.update(state);
    } else {
      review = new Review(state, { changed, failed });
    }
  } else {
    document.body.dataset.stage = 'count';
    if (counting) {
      counting.update(state);
    } else {
      counting = new Counting(state, { changed, failed });
    }
  }
}

// While the machine counts there is news without the person doing anything.
async function ask() {
  try {
    const state = await get('/api/state');
    setText(byId('machine'), machineWords(state));
    if (state.machine.state === 'running') {
      if (state.finished) {
        await review?.update(state);
      }
      setTimeout(ask, ASK_EVERY_MS);
    } else {
      await changed(state);
    }
  } catch (error) {
    failed(error);
    setTimeout(ask, ASK_EVERY_MS);
  }
}

byId('close').addEventListener('click', async () => {
  try {
    await post('/api/close');
    closed = true;
    for (const section of document.querySelectorAll('main > *')) {
      section.hidden = section.id !== 'closed';
    }
  } catch (error) {
    failed(error);
  }
});

get('/api/state').then(changed).then(ask).catch(failed);
