// Puts a floor plan or a camera's background under the heat, and cameras onto the plan.
import { picture, send } from './api.js';
import { el, setText } from './dom.js';
import { cameraPath, storePath } from './heat.js';
import { goesRound, projection } from './homography.js';
import { button, say } from './parts.js';
import { t } from './words.js';

const LARGEST = 1600; // dots of the longer side; more is not kept
const STEP = 0.01; // that an arrow key moves a corner by
const GRID = 8; // lines that show how the camera lies on the plan
const MIDDLE = [[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7]];
const NAMES = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'];

/*
 * What may be changed, folded up. `known` promises what there is; `changed` asks anew and draws it.
 */
export function groundEditor(store, known, changed, signal) {
  const body = el('div', { class: 'stack tight ground' });
  const editor = el('details', { class: 'ground-editor' }, el('summary', {}, t('ground.title')), body);
  const show = async (grounds) => {
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    const act = async (doing, told) => {
      setText(wrong, '');
      try {
        await doing();
        say(told);
        show(await changed());
      } catch (error) {
        setText(wrong, error.status ? `${error.message}: ${error.cure}` : (error.words ?? t('failure.network')));
      }
    };
    const stage = el('div', {});
    body.replaceChildren(
      el('p', { class: 'note', 'data-tone': 'wait' }, t('ground.nobody')),
      source(t('ground.plan'), `${storePath(store)}/plan`, grounds.plan, act),
      ...grounds.cameras.map((camera) =>
        source(
          camera.camera,
          `${cameraPath(store, camera)}/background`,
          camera.background,
          act,
          grounds.plan && button(t('ground.place'), () => place(stage, store, camera, act, signal)),
        ),
      ),
      wrong,
      stage,
    );
  };
  editor.addEventListener('toggle', async () => {
    if (editor.open) {
      show(await known());
    }
  });
  return editor;
}

// A picture that there is or may be: its name, and what can be done with it.
function source(name, path, there, act, ...more) {
  const file = el('input', { type: 'file', accept: 'image/png,image/jpeg', class: 'sr', 'aria-label': t('ground.file', { name }) });
  file.addEventListener('change', () => {
    if (file.files[0]) {
      act(async () => send('PUT', path, await small(file.files[0])), t('ground.put', { name }));
    }
  });
  const remove = button(t('ground.remove'), () => act(() => send('DELETE', path), t('ground.removed', { name })), 'plain');
  remove.setAttribute('aria-label', t('ground.removeOf', { name }));
  return el(
    'div',
    { class: 'ground-row', role: 'group', 'aria-label': name },
    el('strong', {}, name),
    el('span', { class: 'small soft' }, there ? t('ground.there', { width: there.width, height: there.height }) : t('ground.nothing')),
    el('label', { class: 'button' }, t(there ? 'ground.replace' : 'ground.choose'), file),
    ...more.filter(Boolean),
    ...(there ? [remove] : []),
  );
}

// No larger than is kept, the right way up, and without what else a camera writes into a file.
async function small(file) {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw Object.assign(new Error('no picture'), { words: t('ground.broken') });
  }
  const scale = Math.min(1, LARGEST / Math.max(image.width, image.height));
  const canvas = el('canvas', { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  const pen = canvas.getContext('2d');
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
}

// Lets the corners of a camera's picture be dragged onto the plan, or moved by arrow keys.
async function place(stage, store, camera, act, signal) {
  const plan = await createImageBitmap(await picture(`${storePath(store)}/plan`, signal));
  const corners = (camera.corners ?? MIDDLE).map((corner) => [...corner]);
  const canvas = el('canvas', { width: plan.width, height: plan.height, 'aria-hidden': 'true' });
  const put = button(t('ground.save'), () =>
    act(() => send('PUT', `${cameraPath(store, camera)}/corners`, { corners }), t('ground.placed', { name: camera.camera })), 'main');
  const handles = corners.map((_, at) => handle(at, corners, () => draw()));
  const draw = () => {
    const good = goesRound(corners);
    paint(canvas, plan, corners, good);
    put.disabled = !good;
    handles.forEach((one, at) => {
      one.style.left = `${corners[at][0] * 100}%`;
      one.style.top = `${corners[at][1] * 100}%`;
    });
  };
  const gone = button(t('ground.unplace'), () =>
    act(() => send('DELETE', `${cameraPath(store, camera)}/corners`), t('ground.unplaced', { name: camera.camera })));
  stage.replaceChildren(
    el(
      'section',
      { class: 'stack tight', 'aria-label': t('ground.placing', { name: camera.camera }) },
      el('h3', {}, t('ground.placing', { name: camera.camera })),
      el('p', { class: 'small soft' }, t('ground.how')),
      el('div', { class: 'ground-plan' }, canvas, ...handles),
      el('div', { class: 'toolbar' }, put, ...(camera.corners ? [gone] : []), button(t('stores.cancel'), () => stage.replaceChildren())),
    ),
  );
  draw();
  handles[0].focus();
}

function handle(at, corners, draw) {
  const made = el('button', { type: 'button', class: 'corner', 'aria-label': t(`ground.${NAMES[at]}`) }, String(at + 1));
  const move = (x, y) => {
    corners[at] = [x, y].map((value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000);
    draw();
  };
  made.addEventListener('pointerdown', (event) => made.setPointerCapture(event.pointerId));
  made.addEventListener('pointermove', (event) => {
    if (made.hasPointerCapture(event.pointerId)) {
      const box = made.parentElement.getBoundingClientRect();
      move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }
  });
  made.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (by) {
      event.preventDefault();
      move(corners[at][0] + by[0], corners[at][1] + by[1]);
    }
  });
  return made;
}

// The plan, and on it the camera's picture as lines, which show how it lies in space.
function paint(canvas, plan, corners, good) {
  const pen = canvas.getContext('2d');
  pen.drawImage(plan, 0, 0);
  const style = getComputedStyle(document.documentElement);
  pen.strokeStyle = style.getPropertyValue(good ? '--accent' : '--bad').trim();
  pen.lineWidth = Math.max(1, plan.width / 500);
  const at = projection(corners);
  const line = (from, to) => {
    pen.beginPath();
    [from, to].forEach(([u, v]) => {
      const [x, y] = at(u, v);
      pen.lineTo(x * canvas.width, y * canvas.height);
    });
    pen.stroke();
  };
  for (let i = 0; good && i <= GRID; i++) {
    line([i / GRID, 0], [i / GRID, 1]);
    line([0, i / GRID], [1, i / GRID]);
  }
}
