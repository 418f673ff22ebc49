import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which identities of the form (勾稽关系) a report breaks, by the published catalogue alone. After the JSON Schema, which
 * sees to it that every cell is there and holds a number.
 *
 * <pre>java -cp 'jackson/*' Rules.java annual-report-2021.rules.json report.json…</pre>
 */
class Rules {
    // The ten lines, and the sum.
    static List<String> broken(JsonNode catalogue, JsonNode report) {
        List<String> findings = new ArrayList<>();
        for (JsonNode rule : catalogue.get("rules")) {
            BigDecimal printed = sum(report, rule.get("actual")), due = sum(report, rule.get("expected"));
            if (printed.compareTo(due) == 0) continue;
            String id = rule.get("id").asText(), at = rule.get("at").asText();
            findings.add(String.format("%s %s: printed %s, should be %s", id, at, printed, due));
        }
        return findings;
    }

    static BigDecimal sum(JsonNode report, JsonNode pointers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode pointer : pointers) {
            JsonNode cell = report.at(pointer.asText());
            if (!cell.isNumber()) throw new IllegalArgumentException(pointer.asText() + " holds no number");
            sum = sum.add(cell.decimalValue());
        }
        return sum;
    }

    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonNode catalogue = json.readTree(new File(arguments[0]));
        int broken = 0;
        for (int number = 1; number < arguments.length; number++) {
            List<String> findings;
            try {
                findings = broken(catalogue, json.readTree(new File(arguments[number])));
            } catch (Exception refused) {
                findings = List.of("cannot be read: " + refused.getMessage().lines().findFirst().orElse(""));
            }
            for (String finding : findings) System.out.println(arguments[number] + ": " + finding);
            broken += findings.size();
        }
        System.exit(broken == 0 ? 0 : 1);
    }
}
