package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages under docs/protocol say what the code does. */
final class ProtocolPagesTest {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final Path PAGES =
      Path.of(System.getProperty("headcount.home"), "docs", "protocol");

  private static final Pattern EXAMPLE =
      Pattern.compile("`([a-z-]+)[.]v(\\d+)`:\\n\\n```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void examplesAreTheGoldenFiles() throws IOException {
    Map<String, JsonNode> shown = new TreeMap<>();
    for (MatchResult example : EXAMPLE.matcher(page("topics.md")).results().toList()) {
      shown.put(
          "%s.v%s.json".formatted(example.group(1), example.group(2)),
          TREES.readTree(example.group(3)));
    }

    Map<String, JsonNode> golden = new TreeMap<>();
    for (Golden each : Golden.all()) {
      golden.put(each.fileName(), TREES.readTree(each.text()));
    }
    assertThat(shown).isEqualTo(golden);
  }

  @ParameterizedTest
  @EnumSource
  void theTableHasEachLeaf(Leaf leaf) throws IOException {
    assertThat(
            page("topics.md")
                .lines()
                .filter(line -> line.startsWith("| `{box}/" + leaf.path() + "` ")))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .contains(leaf.fromDevice() ? "| device |" : "| collector | device |")
                    .endsWith("| %s | 1 |".formatted(leaf.retained() ? "yes" : "no")));
  }

  static Stream<String> schemas() {
    return Golden.all().stream().map(Golden::schema).distinct();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void allFieldsAreExplained(String schema) throws IOException {
    List<String> explained =
        page("topics.md")
            .lines()
            .dropWhile(line -> !line.startsWith("| field of `%s` |".formatted(schema)))
            .skip(2)
            .takeWhile(line -> line.startsWith("| "))
            .map(line -> line.split("`", 3)[1])
            .toList();

    JsonNode document = read(schema);
    List<String> fields = new ArrayList<>();
    collect(document, document, "", fields);
    assertThat(explained).isEqualTo(fields);
  }

  private static void collect(JsonNode node, JsonNode document, String prefix, List<String> into)
      throws JsonProcessingException {
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      into.add(prefix + property.getKey());
      follow(property.getValue(), document, prefix + property.getKey() + ".", into);
    }
  }

  private static void follow(JsonNode node, JsonNode document, String prefix, List<String> into)
      throws JsonProcessingException {
    String ref = node.path("$ref").asText();
    if (ref.startsWith("#")) {
      follow(document.at(ref.substring(1)), document, prefix, into);
    } else if (ref.startsWith("types.json#")) {
      JsonNode types = read("types");
      follow(types.at(ref.substring("types.json#".length())), types, prefix, into);
    } else if (node.has("items")) {
      follow(node.path("items"), document, prefix.replaceFirst("[.]$", "[]."), into);
    } else {
      collect(node, document, prefix, into);
    }
  }

  private static JsonNode read(String schema) throws JsonProcessingException {
    return TREES.readTree(Golden.resource("/io/headcount/contract/schema/" + schema + ".json"));
  }

  @Test
  void homeAssistantIsShownWhatIsPublished() throws IOException {
    String page = page("home-assistant.md");
    List<String> published =
        Golden.resource("/homeassistant/discovery.v1.txt").lines().limit(2).toList();

    assertThat(page).contains(published.getFirst());
    String shown = page.split("```json\n", 2)[1].split("```", 2)[0];
    assertThat(TREES.readTree(shown)).isEqualTo(TREES.readTree(published.getLast()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(String name) throws IOException {
    for (MatchResult link : LINK.matcher(page(name)).results().toList()) {
      String file = link.group(1).isEmpty() ? name : link.group(1);
      if (file.startsWith("https://")) {
        continue;
      }
      assertThat(PAGES.resolve(file)).exists();
      if (link.group(2) != null) {
        assertThat(anchors(page(file))).contains(link.group(2));
      }
    }
  }

  static Stream<String> pages() {
    return Stream.of("README.md", "topics.md", "delivery.md", "home-assistant.md");
  }

  private static List<String> anchors(String page) {
    return HEADING
        .matcher(page)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .toList();
  }

  private static String page(String name) throws IOException {
    return Files.readString(PAGES.resolve(name));
  }
}
