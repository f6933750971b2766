// Runs an ONNX file on images from standard input, float32, one by one, and writes its outputs to standard output.
//
// Usage: node run_onnx.mjs MODEL COUNT CHANNELS HEIGHT WIDTH
// onnxruntime-node is taken from the current folder.

import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const ort = require('onnxruntime-node');

const [model, ...shape] = process.argv.slice(2);
const [count, ...one] = shape.map(Number);
const floats = one.reduce((product, side) => product * side, 1);
const bytes = readFileSync(0);
const images = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const session = await ort.InferenceSession.create(model);
for (let number = 0; number < count; number++) {
  const image = images.slice(number * floats, (number + 1) * floats);
  const { predictions } = await session.run({ images: new ort.Tensor('float32', image, [1, ...one]) });
  const output = Buffer.from(predictions.data.buffer, predictions.data.byteOffset, predictions.data.byteLength);
  for (let written = 0; written < output.length; ) written += writeSync(1, output, written);
}
