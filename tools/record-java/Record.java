import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers questions about Java's own library: a line of a kind and base64 fields in, a line of JSON out. */
public class Record {
  private static final int MAX_MATCHES = 200;

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    PrintStream out = new PrintStream(System.out, false, "US-ASCII");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      List<String> fields = new ArrayList<>();
      for (int i = 1; i < words.length; i++)
        fields.add(new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8));
      out.println(answer(words[0], fields));
    }
    out.flush();
  }

  private static String answer(String kind, List<String> fields) {
    try {
      switch (kind) {
        case "regex": return regex(fields.get(0), fields.get(1));
        case "replace": return "{\"replaceAll\":" + attempt(() -> fields.get(0).replaceAll(fields.get(1), fields.get(2)))
          + ",\"replaceFirst\":" + attempt(() -> fields.get(0).replaceFirst(fields.get(1), fields.get(2))) + "}";
        case "split": return "{\"parts\":" + texts(fields.get(0).split(fields.get(1), Integer.parseInt(fields.get(2)))) + "}";
        case "double": return "{\"text\":" + text(Double.toString(Double.parseDouble(fields.get(0)))) + "}";
        case "float": return "{\"text\":" + text(Float.toString(Float.parseFloat(fields.get(0)))) + "}";
        case "hash-order": return "{\"order\":" + texts(hashOrder(fields)) + ",\"hashCodes\":" + hashCodes(fields) + "}";
        default: throw new IllegalArgumentException(kind);
      }
    } catch (StackOverflowError e) {
      return "{\"error\":\"StackOverflowError\"}";
    } catch (RuntimeException e) {
      return "{\"error\":" + text(e.getClass().getSimpleName()) + "}";
    }
  }

  private interface Texts { String get(); }

  private static String attempt(Texts texts) {
    try {
      return text(texts.get());
    } catch (RuntimeException e) {
      return "{\"error\":" + text(e.getClass().getSimpleName()) + "}";
    }
  }

  private static String regex(String pattern, String input) {
    Pattern compiled = Pattern.compile(pattern);
    StringBuilder found = new StringBuilder();
    Matcher matcher = compiled.matcher(input);
    for (int i = 0; i < MAX_MATCHES && matcher.find(); i++) {
      if (i > 0) found.append(',');
      found.append("[").append(matcher.start());
      for (int g = 0; g <= matcher.groupCount(); g++) found.append(',').append(text(matcher.group(g)));
      found.append(']');
    }
    return "{\"matches\":" + compiled.matcher(input).matches() + ",\"found\":[" + found + "]}";
  }

  private static String[] hashOrder(List<String> keys) {
    Map<String, Boolean> map = new HashMap<>();
    for (String key : keys) map.put(key, true);
    return map.keySet().toArray(new String[0]);
  }

  private static String hashCodes(List<String> keys) {
    List<Integer> codes = new ArrayList<>();
    for (String key : keys) codes.add(key.hashCode());
    return codes.toString().replace(" ", "");
  }

  private static String texts(String[] all) {
    List<String> printed = new ArrayList<>();
    for (String one : all) printed.add(text(one));
    return "[" + String.join(",", printed) + "]";
  }

  private static String text(String value) {
    if (value == null) return "null";
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c >= 32 && c < 127) quoted.append(c);
      else quoted.append(String.format("\\u%04x", (int) c));
    }
    return quoted.append('"').toString();
  }
}
