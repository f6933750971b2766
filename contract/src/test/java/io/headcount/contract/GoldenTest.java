package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were once right stay right, and codec and schema agree on what is. */
final class GoldenTest {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Fields that older boxes do not send; each is absent in another golden file. */
  private static final Set<String> OPTIONAL =
      Set.of("certificates", "flows", "heat", "dwell", "queue", "served", "abandoned");

  static List<Golden> all() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void filesAreReadAndWrittenByteForByte(Golden golden) {
    assertThat(golden.write()).isEqualTo(golden.text());
    assertThat(golden.read(golden.text())).isEqualTo(golden.value());
    assertThat(golden.describedBy().validate(golden.text(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void fieldsOfALaterVersionAreSkipped(Golden golden) throws IOException {
    JsonNode tree = TREES.readTree(golden.text());
    for (ObjectNode object : objects(tree, true)) {
      object.putObject("later").putArray("more").add(1).addNull();
    }
    String later = tree.toString();

    assertThat(golden.describedBy().validate(later, InputFormat.JSON)).isEmpty();
    assertThat(
            golden.value() instanceof Batch
                ? withoutBodies(golden.read(later))
                : golden.read(later))
        .isEqualTo(
            golden.value() instanceof Batch ? withoutBodies(golden.value()) : golden.value());
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsMissingIsRefused(Golden golden) throws IOException {
    each(golden, GoldenTest::isOptional, (object, field) -> object.remove(field));
  }

  private static boolean isOptional(ObjectNode object, String field) {
    boolean flow = object.has("count");
    return OPTIONAL.contains(field) || (flow && !field.equals("count"));
  }

  @Test
  void whatWasNotMeasuredIsAbsent() {
    CountWindow old = (CountWindow) named("count-window").read(named("count-window").text());
    assertThat(old.flows()).isEmpty();
    assertThat(old.heat()).isEmpty();
    assertThat(old.zones().getFirst().dwell()).isEmpty();
    assertThat(old.zones().getFirst().queue()).isEmpty();

    CountWindow full =
        (CountWindow) named("count-window-full").read(named("count-window-full").text());
    assertThat(full.zones().get(1).dwell()).hasValue(Sketch.NONE);
    assertThat(full.zones().get(2).queue().orElseThrow().served()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingIsNull(Golden golden) throws IOException {
    each(golden, (_, _) -> false, (object, field) -> object.putNull(field));
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesHaveTheirType(Golden golden) throws IOException {
    each(
        golden,
        (_, _) -> false,
        (object, field) -> object.set(field, ofAnotherType(object.path(field))));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvFileSource(resources = "/broken.csv", delimiter = '|', quoteCharacter = '\'')
  void codecAndSchemaRefuseWhatIsOutOfRange(String name, String from, String to) {
    Golden golden = named(name);
    assertThat(golden.text()).contains(from);

    refused(golden, golden.text().replace(from, to));
  }

  /** What only the codec sees, because a schema cannot compare. */
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvFileSource(resources = "/contradictory.csv", delimiter = '|', quoteCharacter = '\'')
  void theCodecRefusesWhatContradictsItself(String name, String from, String to, String message) {
    Golden golden = named(name);
    assertThat(golden.text()).contains(from);

    assertThatThrownBy(() -> golden.read(golden.text().replace(from, to)))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining(message);
  }

  @Test
  void everyMessageHasAFileAndASchema() {
    Set<Class<?>> messages =
        Stream.of(Leaf.values()).flatMap(GoldenTest::on).collect(Collectors.toSet());
    messages.add(CollectorState.class); // on a topic that belongs to no device
    Stream.of(Entry.Kind.values()).map(Entry.Kind::type).forEach(messages::add);
    messages.addAll(List.of(Command.class.getPermittedSubclasses())); // within Signed

    assertThat(all().stream().<Class<?>>map(golden -> golden.value().getClass()))
        .containsAll(messages);
    assertThat(versioned()).isSubsetOf(names(messages));
  }

  /** What is published there. A new leaf has to be put here, and with it its files. */
  private static Stream<Class<?>> on(Leaf leaf) {
    return switch (leaf) {
      case BIRTH -> Stream.of(Presence.class.getPermittedSubclasses());
      case DATA, EVENT -> Stream.of(Batch.class);
      case HEALTH -> Stream.of(Health.class);
      case STATE -> Stream.of(StoreDay.class);
      case CONFIG_REPORTED -> Stream.of(ReportedConfig.class);
      case REPLY -> Stream.of(Reply.class);
      case ACK -> Stream.of(Ack.class);
      case CONFIG_DESIRED, CMD -> Stream.of(Signed.class);
    };
  }

  /** Each record with a version of its own is a message. */
  private static Set<String> versioned() {
    Set<String> found =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(Batch.class)
                .stream()
                .filter(type -> type.isRecord() && type.tryGetField("v").isPresent())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  private static Set<String> names(Set<Class<?>> types) {
    return types.stream().map(Class::getName).collect(Collectors.toSet());
  }

  @Test
  void everyFileAndEverySchemaIsUsed() throws IOException {
    assertThat(all().stream().map(Golden::fileName))
        .containsExactlyInAnyOrderElementsOf(files("src/test/resources/golden"));

    Set<String> schemas = files("src/main/resources/io/headcount/contract/schema");
    assertThat(schemas.remove("types.json")).isTrue();
    assertThat(all().stream().map(golden -> golden.schema() + ".json").distinct())
        .containsExactlyInAnyOrderElementsOf(schemas);
  }

  private static Set<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Golden named(String name) {
    return all().stream().filter(golden -> golden.name().equals(name)).findFirst().orElseThrow();
  }

  /** Breaks each field of each object in turn; a batch's bodies are left to their own files. */
  private static void each(
      Golden golden, BiPredicate<ObjectNode, String> skipped, Breaking breaking)
      throws JsonProcessingException {
    boolean bodies = !(golden.value() instanceof Batch);
    int objects = objects(TREES.readTree(golden.text()), bodies).size();
    for (int i = 0; i < objects; i++) {
      ObjectNode sample = objects(TREES.readTree(golden.text()), bodies).get(i);
      for (String field : (Iterable<String>) sample::fieldNames) {
        if (skipped.test(sample, field)) {
          continue;
        }
        JsonNode tree = TREES.readTree(golden.text());
        breaking.doTo(objects(tree, bodies).get(i), field);
        refused(golden, tree.toString());
      }
    }
  }

  private static void refused(Golden golden, String broken) {
    assertThat(golden.describedBy().validate(broken, InputFormat.JSON)).as(broken).isNotEmpty();
    assertThatThrownBy(() -> golden.read(broken)).as(broken).isInstanceOf(ContractException.class);
  }

  private static List<ObjectNode> objects(JsonNode node, boolean bodies) {
    List<ObjectNode> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    for (JsonNode child : node) {
      if (bodies || !(node.has("seq") && child.isObject())) {
        found.addAll(objects(child, bodies));
      }
    }
    return found;
  }

  private static JsonNode ofAnotherType(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> NODES.numberNode(7);
      case NUMBER, BOOLEAN -> NODES.textNode(value.asText());
      case ARRAY -> NODES.objectNode();
      case OBJECT -> NODES.arrayNode();
      case BINARY, MISSING, NULL, POJO ->
          throw new IllegalStateException("golden files have no " + value.getNodeType());
    };
  }

  private static Batch withoutBodies(Object read) {
    Batch batch = (Batch) read;
    return new Batch(
        batch.epoch(),
        batch.stream(),
        batch.simulated(),
        batch.entries().stream()
            .map(
                entry ->
                    entry instanceof Entry.Row row
                        ? new Entry.Row(row.seq(), row.kind(), "{}")
                        : entry)
            .toList());
  }

  /** Does something bad to a field. */
  private interface Breaking {
    void doTo(ObjectNode object, String field);
  }
}
