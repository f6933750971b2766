// One camera's live stream: events with boxes, and for each the picture it belongs to: null without
// one, undefined when it is the same as before.

const SILENCE_MS = 8000;
const RETRY_MS = 1500;

export class LiveStream {
  #camera;
  #onFrame;
  #wantsPicture;
  #events = null;
  #busy = false;
  #waiting = null;
  // number of the background that was shown last
  #backdrop = null;
  #retry = 0;
  #watchdog = 0;

  constructor(camera, wantsPicture, onFrame) {
    this.#camera = `/api/v1/cameras/${encodeURIComponent(camera)}`;
    this.#wantsPicture = wantsPicture;
    this.#onFrame = onFrame;
  }

  get running() {
    return this.#events !== null || this.#retry !== 0;
  }

  start() {
    clearTimeout(this.#retry);
    this.#retry = 0;
    this.#events = new EventSource(`${this.#camera}/live`);
    this.#events.onmessage = (message) => {
      this.#heard();
      this.#take(JSON.parse(message.data));
    };
    this.#events.onopen = () => this.#heard();
    this.#events.onerror = () => this.#again();
    this.#heard();
  }

  stop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    this.#retry = 0;
    this.#events?.close();
    this.#events = null;
    this.#waiting = null;
    this.#backdrop = null;
  }

  // A network that vanished gives no error: silence has to be noticed.
  #heard() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#again(), SILENCE_MS);
  }

  #again() {
    this.stop();
    this.#retry = setTimeout(() => this.start(), RETRY_MS);
  }

  // While one picture is on its way only the newest event is kept, so a slow link skips pictures.
  #take(event) {
    if (this.#busy) {
      this.#waiting = event;
      return;
    }
    if (!this.#wantsPicture()) {
      this.#backdrop = null;
      this.#onFrame(event, null);
      return;
    }
    if (event.backdrop !== null && event.backdrop === this.#backdrop) {
      this.#onFrame(event, undefined);
      return;
    }
    this.#busy = true;
    this.#fetchPicture(event.seq)
      .then((picture) => {
        if (picture && this.#events) {
          this.#backdrop = event.backdrop;
          this.#onFrame(event, picture);
        }
      })
      .finally(() => {
        this.#busy = false;
        const next = this.#waiting;
        this.#waiting = null;
        if (next && this.#events) {
          this.#take(next);
        }
      });
  }

  async #fetchPicture(sequence) {
    try {
      const response = await fetch(`${this.#camera}/frames/${sequence}.jpg`, { cache: 'no-store' });
      return response.status === 200 ? await createImageBitmap(await response.blob()) : null;
    } catch {
      return null;
    }
  }
}
