package io.headcount.edge.detect;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.util.cuda.CudaUtils;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which engine runs a model, where and with how many threads. Immutable.
 *
 * @param format the file that is loaded, which decides the engine
 * @param device as DJL names it
 * @param threads inside one inference
 */
record EnginePlan(ModelFormat format, Device device, int threads) {
  private static final Logger LOG = System.getLogger(EnginePlan.class.getName());
  private static final String TORCH_THREADS = "ai.djl.pytorch.num_threads";

  /**
   * Decides by what is asked for and what is there.
   *
   * @throws DetectorException when something asked for by name is missing
   */
  static EnginePlan of(ModelEntry model, EngineChoice engine, DeviceChoice device, int threads) {
    return of(model, engine, device, threads, MeasuredEngine.standardFolder());
  }

  /** The same with measurements kept elsewhere. */
  static EnginePlan of(
      ModelEntry model, EngineChoice engine, DeviceChoice device, int threads, Path measured) {
    if (engine == EngineChoice.AUTO) {
      Optional<MeasuredEngine> fastest =
          MeasuredEngine.kept(measured, model).filter(kept -> fits(kept, model, threads));
      if (fastest.isPresent()) {
        MeasuredEngine kept = fastest.get();
        LOG.log(
            Level.INFO,
            "engine auto: {0} with {1} threads, which was fastest on this machine: {2} frames/s",
            kept.engine().key(),
            kept.threads(),
            Math.round(kept.framesPerSecond()));
        return planned(model, kept.engine(), device, threads == 0 ? kept.threads() : threads);
      }
    }
    int all = Runtime.getRuntime().availableProcessors();
    return planned(model, engine, device, threads == 0 ? all : threads);
  }

  /** Another number of threads than was measured may suit another engine better. */
  private static boolean fits(MeasuredEngine kept, ModelEntry model, int threads) {
    return (threads == 0 || threads == kept.threads())
        && formats(model, EngineChoice.AUTO).stream()
            .anyMatch(format -> formats(kept.engine()).contains(format));
  }

  private static EnginePlan planned(
      ModelEntry model, EngineChoice engine, DeviceChoice device, int cores) {
    settle(cores);
    List<ModelFormat> formats = formats(model, engine);
    return switch (device) {
      case DeviceChoice.Cpu() -> onProcessor(formats.getFirst(), cores);
      case DeviceChoice.Gpu(int number) ->
          new EnginePlan(withAccelerator(model, formats, number), Device.gpu(number), cores);
      case DeviceChoice.Auto() ->
          CudaUtils.getGpuCount() == 0
              ? onProcessor(formats.getFirst(), cores)
              : whereverPossible(formats, cores);
    };
  }

  /**
   * What must hold before DJL's first class is loaded: nothing is fetched or reported over the
   * network, ONNX Runtime does not bring up PyTorch beside it, and neither engine starts threads
   * that nobody asked for.
   */
  private static void settle(int threads) {
    OnnxRuntimeLibraries.unpackOnce(
        OnnxRuntimeLibraries.cache(System.getenv(), Path.of(System.getProperty("user.home"))),
        System.getProperty("os.arch"));
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("ai.djl.onnxruntime.num_threads", "1");
    System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // it slows the first pictures of each input shape, and later ones are no faster for it
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    if (System.getProperty(TORCH_THREADS) == null) {
      System.setProperty(TORCH_THREADS, String.valueOf(threads));
    }
  }

  private static List<ModelFormat> formats(EngineChoice engine) {
    return switch (engine) {
      // where nothing was measured: twice as fast as PyTorch on most processors
      case AUTO -> List.of(ModelFormat.ONNX, ModelFormat.TORCHSCRIPT);
      case ONNXRUNTIME -> List.of(ModelFormat.ONNX);
      case PYTORCH -> List.of(ModelFormat.TORCHSCRIPT);
    };
  }

  private static List<ModelFormat> formats(ModelEntry model, EngineChoice engine) {
    List<ModelFormat> wanted = formats(engine);
    List<ModelFormat> there = wanted.stream().filter(f -> model.file(f).isPresent()).toList();
    if (there.isEmpty()) {
      throw new DetectorException(
          "model %s has no %s file for engine %s: use engine auto, or add one with 'model add'"
              .formatted(model.id(), wanted.getFirst().key(), engineName(wanted.getFirst())));
    }
    return there;
  }

  private static EnginePlan onProcessor(ModelFormat format, int threads) {
    int real =
        format == ModelFormat.TORCHSCRIPT ? Integer.getInteger(TORCH_THREADS, threads) : threads;
    return new EnginePlan(format, Device.cpu(), real);
  }

  private static EnginePlan whereverPossible(List<ModelFormat> formats, int threads) {
    for (ModelFormat format : formats) {
      if (accelerators(format) > 0) {
        return new EnginePlan(format, Device.gpu(0), threads);
      }
    }
    LOG.log(
        Level.WARNING,
        "device auto: there is an accelerator, but {0} here is built without support for it; running on the processor",
        String.join(" and ", formats.stream().map(EnginePlan::engineName).toList()));
    return onProcessor(formats.getFirst(), threads);
  }

  private static ModelFormat withAccelerator(
      ModelEntry model, List<ModelFormat> formats, int number) {
    return formats.stream()
        .filter(format -> accelerators(format) > number)
        .findFirst()
        .orElseThrow(() -> new DetectorException(missing(model, formats, number)));
  }

  private static String missing(ModelEntry model, List<ModelFormat> formats, int number) {
    int seen = CudaUtils.getGpuCount();
    String why =
        number < seen
            ? "this installation's engines are built without support for it"
            : "this machine shows %d (check the driver with nvidia-smi)".formatted(seen);
    return "model %s: device gpu:%d cannot be used by %s: %s: put it right, or use device auto or cpu"
        .formatted(
            model.id(),
            number,
            String.join(" or ", formats.stream().map(EnginePlan::engineName).toList()),
            why);
  }

  private static int accelerators(ModelFormat format) {
    Engine engine = Engine.getEngine(djlName(format));
    return engine.hasCapability(StandardCapabilities.CUDA) ? CudaUtils.getGpuCount() : 0;
  }

  /** The engine's name as DJL knows it. */
  String djlEngine() {
    return djlName(format);
  }

  /** The engine's name as people write it, with its version. */
  String engineWithVersion() {
    return engineName(format) + " " + Engine.getEngine(djlEngine()).getVersion();
  }

  /** {@code cpu} or {@code gpu:N}. */
  String deviceName() {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  private static String engineName(ModelFormat format) {
    return switch (format) {
      case ONNX -> "onnxruntime";
      case TORCHSCRIPT -> "pytorch";
    };
  }

  private static String djlName(ModelFormat format) {
    return switch (format) {
      case ONNX -> "OnnxRuntime";
      case TORCHSCRIPT -> "PyTorch";
    };
  }
}
