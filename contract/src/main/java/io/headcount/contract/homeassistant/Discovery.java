package io.headcount.contract.homeassistant;

import io.headcount.contract.Birth;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells Home Assistant what a box measures, so that it shows each number by itself: for each line
 * how many went in and out today, for each zone how many are in it and how many visits ended today.
 * Numbers come from the {@code state} topic, availability from the {@code birth} topic. Stateless.
 */
public final class Discovery {
  private static final JsonCodec JSON = new JsonCodec();

  private Discovery() {}

  /** What to publish after a birth, retained; one message for each sensor. */
  public static List<Message> messages(DeviceAddress device, Birth birth) {
    List<Message> messages = new ArrayList<>();
    for (Birth.Camera camera : birth.cameras()) {
      for (Birth.Line line : camera.lines()) {
        messages.add(message(device, birth, Measure.IN, camera.id(), line.id()));
        messages.add(message(device, birth, Measure.OUT, camera.id(), line.id()));
      }
      for (Birth.Zone zone : camera.zones()) {
        messages.add(message(device, birth, Measure.NOW, camera.id(), zone.id()));
        messages.add(message(device, birth, Measure.VISITS, camera.id(), zone.id()));
      }
    }
    return List.copyOf(messages);
  }

  /**
   * What to clear, with a retained message that is empty: the sensor goes away.
   *
   * @param before topics that were published earlier, by this program or the one before it
   * @param now what is published this time
   */
  public static List<String> vanished(Collection<String> before, Collection<Message> now) {
    Set<String> vanished = new LinkedHashSet<>(before);
    now.forEach(message -> vanished.remove(message.topic()));
    return List.copyOf(vanished);
  }

  private static Message message(
      DeviceAddress device, Birth birth, Measure measure, String camera, String id) {
    String node = ObjectId.of(device.tenant(), device.store(), device.device());
    String object = measure.objectId(camera, id);
    Sensor sensor =
        new Sensor(
            measure.name(camera, id),
            "headcount-" + node + "-" + object,
            new Topic(device, Leaf.STATE).toString(),
            measure.template(camera, id),
            measure.stateClass,
            measure.unit,
            measure.icon,
            new Topic(device, Leaf.BIRTH).toString(),
            "{{ value_json.state }}",
            1,
            new Sensor.Device(
                List.of("headcount-" + node),
                birth.name(),
                "Headcount",
                birth.simulated() ? "People counter (simulated)" : "People counter",
                birth.software()),
            new Sensor.Origin("Headcount", birth.software()));
    return new Message(
        "homeassistant/sensor/%s/%s/config".formatted(node, object), JSON.write(sensor));
  }
}
