package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of the contract's records: equal records give the same text, byte for byte; times
 * are ISO-8601 in UTC, numbers have no exponent. Fields that this version does not know are
 * skipped; a missing one, one of another type and one out of range are errors. An {@link Optional}
 * is left out when it is empty, and may be missing; it is never null. A sealed type is read by its
 * interface. Thread-safe.
 */
public final class JsonCodec {
  private final ObjectMapper mapper;

  public JsonCodec() {
    this(true);
  }

  private JsonCodec(boolean strict) {
    mapper =
        JsonMapper.builder()
            .addModule(
                new SimpleModule("headcount")
                    .addSerializer(Instant.class, new InstantText())
                    .addDeserializer(Instant.class, new TextInstant())
                    .addSerializer(Double.class, new PlainDouble())
                    .addSerializer(double.class, new PlainDouble())
                    .addSerializer(new OptionalField())
                    .addDeserializer(Optional.class, new FieldOptional()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                textual ->
                    textual
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .enable(
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .withConfigOverride(
                Optional.class,
                override ->
                    override.setInclude(
                        JsonInclude.Value.construct(
                            JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
            .build();
  }

  /** Reads again what was read before, so that no field can be there twice. */
  public static JsonCodec ofKnown() {
    return new JsonCodec(false);
  }

  /**
   * The record as one line of JSON.
   *
   * @throws ContractException when the record cannot be written, such as a number that is not
   *     finite
   */
  public String write(Record value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new ContractException(
          value.getClass().getSimpleName() + " has no JSON form: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws ContractException when the text is no JSON, or no such record
   */
  public <T> T read(String json, Class<T> type) {
    try {
      return present(mapper.readValue(json, type), type);
    } catch (JsonProcessingException e) {
      throw new ContractException(
          "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** {@link #read(String, Class)} from UTF-8. */
  public <T> T read(byte[] json, Class<T> type) {
    try {
      return present(mapper.readValue(json, type), type);
    } catch (IOException e) {
      throw new ContractException(
          "not a "
              + type.getSimpleName()
              + ": "
              + (e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage()),
          e);
    }
  }

  private static <T> T present(@Nullable T value, Class<T> type) {
    if (value == null) {
      throw new ContractException("not a " + type.getSimpleName() + ": null");
    }
    return value;
  }

  private static final class InstantText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class TextInstant extends JsonDeserializer<Instant> {
    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int DAY_SECONDS = 86_400;

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString("");
      if (shaped(text)) {
        try {
          return instant(text);
        } catch (DateTimeException e) {
          // such as the 13th month: said below
        }
      }
      throw context.weirdStringException(
          text, Instant.class, "not a time in ISO-8601 that ends in Z");
    }

    /** Whether it is {@link #SHAPE} in digits, a fraction of up to nine digits, and Z. */
    private static boolean shaped(String text) {
      int end = text.length() - 1;
      int digits = end - SHAPE.length() - 1; // behind the point
      if (end < SHAPE.length() || text.charAt(end) != 'Z' || digits == 0 || digits > 9) {
        return false;
      }
      for (int i = 0; i < end; i++) {
        char shape = i < SHAPE.length() ? SHAPE.charAt(i) : i == SHAPE.length() ? '.' : '0';
        char c = text.charAt(i);
        if (shape == '0' ? c < '0' || c > '9' : c != shape) {
          return false;
        }
      }
      return true;
    }

    /** Each window has a time: a general parser would be a tenth of all work. */
    private static Instant instant(String text) {
      if (text.length() > SHAPE.length() + 1) {
        return Instant.parse(text);
      }
      LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      LocalTime time =
          LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
      return Instant.ofEpochSecond(day.toEpochDay() * DAY_SECONDS + time.toSecondOfDay());
    }

    private static int number(String text, int from, int to) {
      return Integer.parseInt(text, from, to, 10);
    }
  }

  /** The shortest decimal that reads back as the same number; zero has no sign. */
  private static final class PlainDouble extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        provider.reportMappingProblem("%s is not a finite number", value);
      }
      BigDecimal plain = new BigDecimal(Double.toString(value));
      out.writeNumber(plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString());
    }
  }

  /** An optional field's value; {@link #isEmpty} leaves it out when there is none. */
  private static final class OptionalField extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1;

    OptionalField() {
      super(Optional.class, false);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Optional<?> value) {
      return value.isEmpty();
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElseThrow(), out);
    }
  }

  /** Null is no value: only what is missing is empty. */
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private static final class FieldOptional extends JsonDeserializer<Optional>
      implements ContextualDeserializer {
    private final @Nullable JsonDeserializer<Object> content;

    FieldOptional() {
      this(null);
    }

    private FieldOptional(@Nullable JsonDeserializer<Object> content) {
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property)
        throws JsonMappingException {
      JavaType type = context.getContextualType().containedTypeOrUnknown(0);
      return new FieldOptional(context.findContextualValueDeserializer(type, property));
    }

    @Override
    public Optional deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Optional.of(Objects.requireNonNull(content).deserialize(in, context));
    }

    @Override
    public Optional getAbsentValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
