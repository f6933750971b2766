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
   * @param threads 0 shares the cores among the lanes
   * @param lanes frames that are looked at side by side
   * @throws DetectorException when something asked for by name is missing
   */
  static EnginePlan of(
      ModelEntry model, EngineChoice engine, DeviceChoice device, int threads, int lanes) {
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / lanes);
    return planned(model, engine, device, threads == 0 ? share : threads);
  }

  /** Whether this choice ends on the processor: only there engines are measured. */
  static boolean onProcessor(DeviceChoice device) {
    return switch (device) {
      case DeviceChoice.Cpu() -> true;
      case DeviceChoice.Gpu _ -> false;
      case DeviceChoice.Auto() -> {
        settle();
        yield CudaUtils.getGpuCount() == 0;
      }
    };
  }

  private static EnginePlan planned(
      ModelEntry model, EngineChoice engine, DeviceChoice device, int cores) {
    settle();
    if (System.getProperty(TORCH_THREADS) == null) {
      System.setProperty(TORCH_THREADS, String.valueOf(cores));
    }
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
  private static void settle() {
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
  }

  private static List<ModelFormat> formats(EngineChoice engine) {
    return switch (engine) {
      // what is measured at an agent's start stands above it; everything else is the same each time
      case AUTO -> List.of(ModelFormat.ONNX, ModelFormat.TORCHSCRIPT);
      case ONNXRUNTIME -> List.of(ModelFormat.ONNX);
      case ONNXRUNTIME_INT8 -> List.of(ModelFormat.ONNX_INT8);
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
    return EngineChoice.of(format).key();
  }

  private static String djlName(ModelFormat format) {
    return switch (format) {
      case ONNX, ONNX_INT8 -> "OnnxRuntime";
      case TORCHSCRIPT -> "PyTorch";
    };
  }
}
