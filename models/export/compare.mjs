// Compares three runs of the same inputs: the source graph in TensorFlow.js, the ONNX export, and the TorchScript
// export, whose inputs and outputs verify.py has written. Ends with status 1 if any two differ by more than the limit.
//
// Usage: node compare.mjs SOURCE_DIR MODEL_DIR WORK_DIR
// @tensorflow/tfjs and onnxruntime-node are taken from the current folder.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const tf = require('@tensorflow/tfjs');
const ort = require('onnxruntime-node');

const [sourceDir, modelDir, workDir] = process.argv.slice(2);
const LIMIT = 1e-4;
const SOURCE_SIZE = 416;
const SCORES = ['Identity', 'Identity_1', 'Identity_2'];
const DISTANCES = ['Identity_3', 'Identity_4', 'Identity_5'];
const SOURCE_SCORES = 80;
const PERSON = 0;
const SCORE_COLUMNS = 1;
const DISTANCE_COLUMNS = 44;
const COLUMNS = SCORE_COLUMNS + DISTANCE_COLUMNS;

function floats(file) {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

async function loadSource() {
  const model = JSON.parse(readFileSync(join(sourceDir, 'nanodet.json'), 'utf8'));
  const weights = readFileSync(join(sourceDir, 'nanodet.bin'));
  return tf.loadGraphModel(tf.io.fromMemory({
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: new Uint8Array(weights).buffer,
    signature: model.signature,
  }));
}

/** The six outputs of the source as one table of rows of 1 + 44, as the exports give it. */
async function runSource(model, images, shape) {
  const outputs = model.execute(tf.tensor(images, shape), [...SCORES, ...DISTANCES]);
  const rows = [];
  for (let stride = 0; stride < SCORES.length; stride++) {
    const scores = await outputs[stride].data();
    const distances = await outputs[SCORES.length + stride].data();
    for (let cell = 0; cell < scores.length / SOURCE_SCORES; cell++) {
      rows.push(scores[cell * SOURCE_SCORES + PERSON]);
      rows.push(...distances.subarray(cell * DISTANCE_COLUMNS, (cell + 1) * DISTANCE_COLUMNS));
    }
  }
  return Float32Array.from(rows);
}

async function runOnnx(session, images, shape) {
  const { predictions } = await session.run({ images: new ort.Tensor('float32', images, shape) });
  return predictions.data;
}

/** The largest difference among the scores and among the distance bins. */
function differences(left, right) {
  if (left.length !== right.length) throw new Error(`${left.length} values against ${right.length}`);
  const largest = { scores: 0, bins: 0 };
  for (let i = 0; i < left.length; i++) {
    const kind = i % COLUMNS < SCORE_COLUMNS ? 'scores' : 'bins';
    const difference = Math.abs(left[i] - right[i]);
    if (!(difference <= largest[kind])) largest[kind] = difference;
  }
  return largest;
}

let worst = 0;

function report(name, pair, left, right) {
  const { scores, bins } = differences(left, right);
  console.log(`${name.padEnd(26)} ${pair.padEnd(24)} scores ${scores.toExponential(2)}  bins ${bins.toExponential(2)}`);
  if (!(Math.max(scores, bins) <= worst)) worst = Math.max(scores, bins);
}

await tf.setBackend('cpu');
const source = await loadSource();
const session = await ort.InferenceSession.create(join(modelDir, 'nanodet-g.onnx'));
const cases = JSON.parse(readFileSync(join(workDir, 'cases.json'), 'utf8'));
for (const [number, { name, shape }] of cases.entries()) {
  const images = floats(join(workDir, `${number}.input.f32`));
  const torchscript = floats(join(workDir, `${number}.output.f32`));
  const onnx = await runOnnx(session, images, shape);
  report(name, 'TorchScript - ONNX', torchscript, onnx);
  if (shape[0] === 1 && shape[2] === SOURCE_SIZE && shape[3] === SOURCE_SIZE) {
    const original = await runSource(source, images, shape);
    report(name, 'source - TorchScript', original, torchscript);
    report(name, 'source - ONNX', original, onnx);
  }
}
console.log(`largest difference ${worst.toExponential(2)}`);
process.exit(worst <= LIMIT ? 0 : 1);
