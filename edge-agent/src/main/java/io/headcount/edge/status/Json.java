package io.headcount.edge.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.CameraId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the answers of the API: times as ISO 8601 in UTC, durations in seconds, points as [x, y],
 * boxes as [left, top, right, bottom], what is unknown as null. Immutable.
 */
final class Json {
  private final ObjectMapper mapper;

  Json() {
    SimpleModule forms = new SimpleModule();
    form(forms, Instant.class, Instant::toString);
    form(forms, Duration.class, duration -> duration.toMillis() / 1000.0);
    form(forms, LocalDate.class, LocalDate::toString);
    form(forms, ZoneId.class, ZoneId::getId);
    form(forms, CameraId.class, CameraId::value);
    form(forms, Enum.class, constant -> constant.name().toLowerCase(Locale.ROOT));
    form(forms, Point.class, point -> List.of(shorter(point.x()), shorter(point.y())));
    form(forms, Polygon.class, Polygon::corners);
    form(forms, Box.class, Json::edges);
    forms.addSerializer(Optional.class, new OptionalForm());
    mapper = JsonMapper.builder().addModule(forms).build();
  }

  byte[] bytes(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON form of " + value.getClass().getSimpleName(), e);
    }
  }

  String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** For people: one key a line. */
  String lines(Object value) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON form of " + value.getClass().getSimpleName(), e);
    }
  }

  private static List<Double> edges(Box box) {
    return List.of(
        shorter(box.left()), shorter(box.top()), shorter(box.right()), shorter(box.bottom()));
  }

  /** Five digits: a tenth of a pixel at 8K. */
  private static double shorter(double coordinate) {
    return Math.round(coordinate * 100_000) / 100_000.0;
  }

  private static <T> void form(SimpleModule forms, Class<T> type, Function<T, Object> form) {
    forms.addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            provider.defaultSerializeValue(form.apply(value), out);
          }
        });
  }

  /** The value, or null. */
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private static final class OptionalForm extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
