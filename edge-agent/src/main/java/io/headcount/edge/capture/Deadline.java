package io.headcount.edge.capture;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Until when native reading may block. Confined to the capture thread, which is also the one that
 * FFmpeg asks from. Reading ends when the deadline is over or the thread was interrupted.
 *
 * <p>The deadline lies in native memory and reaches the callback as its argument, so that one
 * callback without state serves every source: JavaCPP has room for few callback objects only. It
 * runs on the machine's own time, as the sockets do.
 */
final class Deadline implements AutoCloseable {
  private static final AVIOInterruptCB.Callback_Pointer OVER =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer nanos) {
          return Thread.currentThread().isInterrupted() || isOver(new LongPointer(nanos)) ? 1 : 0;
        }
      };

  private final LongPointer end = new LongPointer(1);

  void attachTo(AVFormatContext context) {
    context.interrupt_callback().callback(OVER).opaque(end);
  }

  void in(Duration time) {
    end.put(System.nanoTime() + time.toNanos());
  }

  boolean over() {
    return isOver(end);
  }

  private static boolean isOver(LongPointer end) {
    return System.nanoTime() - end.get() >= 0;
  }

  @Override
  public void close() {
    end.close();
  }
}
