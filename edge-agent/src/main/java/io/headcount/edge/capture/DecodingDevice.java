package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;

import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A graphics processor that decodes, opened for one stream. Confined to the capture thread. */
final class DecodingDevice implements AutoCloseable {
  private final Kind kind;
  private final AVBufferRef device;

  /** How a graphics processor is reached. */
  enum Kind {
    VAAPI(
        AV_HWDEVICE_TYPE_VAAPI,
        "install the graphics processor's VA-API driver, and let the agent's user open"
            + " /dev/dri/renderD128"),
    NVDEC(AV_HWDEVICE_TYPE_CUDA, "install NVIDIA's driver");

    private final int type;
    private final String cure;

    Kind(int type, String cure) {
      this.type = type;
      this.cure = cure;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** It cannot be used; the message says why, and what helps. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  private DecodingDevice(Kind kind, AVBufferRef device) {
    this.kind = kind;
    this.device = device;
  }

  /**
   * Opens it for what such a decoder reads.
   *
   * @throws Unusable when it cannot be had, or not for this
   */
  static DecodingDevice open(Kind kind, AVCodec codec) throws Unusable {
    if (!reads(kind, codec)) {
      throw new Unusable(kind + " does not decode " + codec.name().getString());
    }
    AVBufferRef device = new AVBufferRef(null);
    int code = av_hwdevice_ctx_create(device, kind.type, (String) null, (AVDictionary) null, 0);
    if (code < 0) {
      throw new Unusable("%s cannot be used (%s): %s".formatted(kind, Fault.text(code), kind.cure));
    }
    return new DecodingDevice(kind, device);
  }

  private static boolean reads(Kind kind, AVCodec codec) {
    for (int i = 0; ; i++) {
      AVCodecHWConfig config = avcodec_get_hw_config(codec, i);
      if (config == null || config.isNull()) {
        return false;
      }
      if (config.device_type() == kind.type
          && (config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
        return true;
      }
    }
  }

  Kind kind() {
    return kind;
  }

  /** Has a decoder that is not open yet use it, for whatever it can decode. */
  void attachTo(AVCodecContext context) {
    context.hw_device_ctx(av_buffer_ref(device));
  }

  @Override
  public void close() {
    av_buffer_unref(device);
  }
}
