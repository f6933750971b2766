// Plays numbered pictures on a canvas: fetched ahead, shown by the clock, frame by frame.

const AHEAD = 16;
const AT_ONCE = 4;
// pictures kept; the farthest from the present one go first
const KEPT = 120;
// more than this many pictures a second nobody sees: faster play leaves some out
const SHOWN_PER_SECOND = 30;

export class Player {
  #canvas;
  #url;
  #draw;
  #told;
  #pictures = new Map();
  #loading = new Map();
  #begun = null;
  #timer = 0;
  #wanted = 1;
  rate = 25;
  speed = 1;
  first = 1;
  last = Infinity;
  loop = false;
  frame = 1;
  seconds = 0;

  // url: of a frame's picture; draw: over the picture; told: of each new frame and of play and pause
  constructor(canvas, { url, draw, told }) {
    this.#canvas = canvas;
    this.#url = url;
    this.#draw = draw;
    this.#told = told;
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  get playing() {
    return this.#begun !== null;
  }

  // Forgets all pictures and goes elsewhere.
  async open({ first = 1, last = Infinity, at = first, loop = false, rate = this.rate }) {
    this.pause();
    for (const picture of this.#pictures.values()) {
      picture.bitmap.close();
    }
    this.#pictures.clear();
    this.#loading.clear();
    Object.assign(this, { first, last, loop, rate });
    await this.go(at);
  }

  async go(frame) {
    this.#wanted = Math.min(Math.max(this.first, Math.round(frame)), this.last);
    this.#begun = this.playing ? { at: performance.now(), frame: this.#wanted } : null;
    const wanted = this.#wanted;
    const picture = await this.#load(wanted);
    if (this.#wanted !== wanted) {
      return;
    }
    if (picture) {
      this.#show(wanted, picture);
    } else if (this.last < wanted) {
      await this.go(this.last);
    }
  }

  step(frames) {
    this.pause();
    return this.go(this.#wanted + frames);
  }

  play() {
    if (this.playing) {
      return;
    }
    if (this.frame >= this.last && !this.loop) {
      return;
    }
    this.#begun = { at: performance.now(), frame: this.frame };
    this.#told(this);
    this.#tick();
  }

  pause() {
    if (!this.playing) {
      return;
    }
    this.#begun = null;
    cancelAnimationFrame(this.#timer);
    this.#told(this);
  }

  faster(speed) {
    this.speed = speed;
    if (this.playing) {
      this.#begun = { at: performance.now(), frame: this.frame };
    }
  }

  #stride() {
    return Math.max(1, Math.ceil((this.rate * this.speed) / SHOWN_PER_SECOND));
  }

  #tick() {
    this.#timer = requestAnimationFrame(() => {
      if (!this.playing) {
        return;
      }
      const stride = this.#stride();
      const now = performance.now();
      const due = this.#begun.frame + ((now - this.#begun.at) / 1000) * this.rate * this.speed;
      const next = Math.min(this.frame + stride, this.last);
      if (this.frame >= this.last) {
        this.#atEnd();
      } else if (due >= next) {
        const picture = this.#pictures.get(next);
        if (picture) {
          // a picture that came late moves the clock instead of being left out: nothing goes unseen
          this.#begun = due > next + stride ? { at: now, frame: next } : this.#begun;
          this.#wanted = next;
          this.#show(next, picture);
        }
      }
      this.#ahead(stride);
      if (this.playing) {
        this.#tick();
      }
    });
  }

  #atEnd() {
    if (this.loop) {
      this.#begun = { at: performance.now(), frame: this.first };
      this.frame = this.first;
      this.#wanted = this.first;
      this.#load(this.first);
    } else {
      this.pause();
    }
  }

  #ahead(stride) {
    for (let n = 1; n <= AHEAD && this.#loading.size < AT_ONCE; n++) {
      const frame = this.frame + n * stride;
      if (frame <= this.last) {
        this.#load(frame);
      } else if (this.last - this.frame < stride * n) {
        this.#load(Math.min(this.last, frame));
        break;
      }
    }
  }

  #load(frame) {
    if (this.#pictures.has(frame)) {
      return Promise.resolve(this.#pictures.get(frame));
    }
    if (!this.#loading.has(frame)) {
      const loading = this.#loading;
      const request = this.#fetch(frame).finally(() => {
        if (loading.get(frame) === request) {
          loading.delete(frame);
        }
      });
      loading.set(frame, request);
    }
    return this.#loading.get(frame);
  }

  async #fetch(frame) {
    const url = this.#url(frame);
    try {
      const response = await fetch(url);
      if (this.#url(frame) !== url) {
        return null;
      }
      if (response.status === 204) {
        this.last = Math.min(this.last, Math.max(this.first, frame - 1));
        return null;
      }
      const bitmap = await createImageBitmap(await response.blob());
      if (this.#url(frame) !== url) {
        bitmap.close();
        return null;
      }
      const picture = { bitmap, seconds: Number(response.headers.get('X-Seconds') ?? 0) };
      this.#pictures.set(frame, picture);
      this.#evict();
      return picture;
    } catch {
      this.pause();
      return null;
    }
  }

  #evict() {
    if (this.#pictures.size <= KEPT) {
      return;
    }
    const far = [...this.#pictures.keys()].sort((a, b) => Math.abs(b - this.frame) - Math.abs(a - this.frame));
    for (const frame of far.slice(0, this.#pictures.size - KEPT)) {
      this.#pictures.get(frame).bitmap.close();
      this.#pictures.delete(frame);
    }
  }

  #show(frame, picture) {
    this.frame = frame;
    this.seconds = picture.seconds;
    this.redraw();
    this.#told(this);
  }

  redraw() {
    const canvas = this.#canvas;
    const picture = this.#pictures.get(this.frame);
    if (!picture || canvas.clientWidth === 0) {
      return;
    }
    canvas.parentElement.style.setProperty('--aspect', String(picture.bitmap.width / picture.bitmap.height));
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.bitmap, 0, 0, width, height);
    this.#draw(context, width, height, this.frame);
  }
}

// Media time as h:mm:ss.t
export function clock(seconds) {
  const tenths = Math.round(seconds * 10);
  const two = (number) => String(number).padStart(2, '0');
  return `${Math.floor(tenths / 36000)}:${two(Math.floor(tenths / 600) % 60)}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

const LINE = '#ffd166';
const IN = '#3ee08f';
const OUT = '#ff9f6e';

// A line with an arrow and a word on either side: where "in" and where "out" lead.
export function drawLine(c, line, number, width, height) {
  const [ax, ay] = [line.from[0] * width, line.from[1] * height];
  const [bx, by] = [line.to[0] * width, line.to[1] * height];
  c.lineCap = 'round';
  for (const [colour, thick] of [['rgb(0 0 0 / 0.55)', 5], [LINE, 2.5]]) {
    c.strokeStyle = colour;
    c.lineWidth = thick;
    c.beginPath();
    c.moveTo(ax, ay);
    c.lineTo(bx, by);
    c.stroke();
  }
  const long = Math.hypot(bx - ax, by - ay) || 1;
  // to the right-hand side as seen from its start, with y downwards
  const [nx, ny] = [-(by - ay) / long, (bx - ax) / long];
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  const name = number <= 9 ? String(number) : line.id;
  arrow(c, mx, my, nx, ny, IN, `${name} in`);
  arrow(c, mx, my, -nx, -ny, OUT, `${number <= 9 ? '⇧' : ''}${name} out`);
}

function arrow(c, x, y, nx, ny, colour, text) {
  const reach = 26;
  const [tx, ty] = [x + nx * reach, y + ny * reach];
  for (const [paint, thick] of [['rgb(0 0 0 / 0.55)', 6], [colour, 3]]) {
    c.strokeStyle = paint;
    c.lineWidth = thick;
    c.beginPath();
    c.moveTo(x + nx * 6, y + ny * 6);
    c.lineTo(tx, ty);
    c.moveTo(tx - nx * 8 - ny * 6, ty - ny * 8 + nx * 6);
    c.lineTo(tx, ty);
    c.lineTo(tx - nx * 8 + ny * 6, ty - ny * 8 - nx * 6);
    c.stroke();
  }
  c.font = '600 13px system-ui, sans-serif';
  c.textBaseline = 'middle';
  const wide = c.measureText(text).width;
  const left = tx + nx * 8 + (nx - 1) * (wide / 2);
  const middle = ty + ny * 16;
  c.fillStyle = 'rgb(10 16 22 / 0.78)';
  c.beginPath();
  c.roundRect(left - 6, middle - 11, wide + 12, 22, 6);
  c.fill();
  c.fillStyle = colour;
  c.fillText(text, left, middle);
}
