package io.headcount.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes answers: times in ISO 8601, what is unknown as null. Thread-safe. */
final class Json {
  private final ObjectMapper mapper;

  Json() {
    SimpleModule forms = new SimpleModule();
    form(forms, Instant.class, Instant::toString);
    form(forms, OffsetDateTime.class, Json::time);
    form(forms, LocalDate.class, LocalDate::toString);
    form(forms, ZoneId.class, ZoneId::getId);
    form(forms, Enum.class, constant -> constant.name().toLowerCase(Locale.ROOT));
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

  ObjectMapper mapper() {
    return mapper;
  }

  static String time(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  private static <T> void form(SimpleModule forms, Class<T> type, Function<T, String> form) {
    forms.addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(form.apply(value));
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
