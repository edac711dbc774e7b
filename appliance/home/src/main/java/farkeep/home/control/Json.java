package farkeep.home.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farkeep.home.alarm.Channel;

/// Requests and events as lines of JSON. An unknown field is refused: a request that is half
/// understood might do half of what was meant.
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .registerSubtypes(Request.class.getPermittedSubclasses())
          .registerSubtypes(Event.class.getPermittedSubclasses())
          .registerSubtypes(Channel.class.getPermittedSubclasses())
          .build();

  private Json() {}

  /// One line, without its end.
  public static String line(Object value) {
    try {
      return MAPPER.writerFor(root(value)).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not to be written as JSON: " + value.getClass(), e);
    }
  }

  private static Class<?> root(Object value) {
    return switch (value) {
      case Request _ -> Request.class;
      case Event _ -> Event.class;
      default -> value.getClass();
    };
  }

  /// @throws IllegalArgumentException not a request; the message says what is wrong with it
  public static Request request(String line) {
    return read(line, Request.class);
  }

  /// @throws IllegalArgumentException not an event; the message says what is wrong with it
  public static Event event(String line) {
    return read(line, Event.class);
  }

  private static <T> T read(String line, Class<T> type) {
    try {
      T value = MAPPER.readValue(line, type);
      if (value == null)
        throw new IllegalArgumentException("null is not a " + type.getSimpleName());
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    }
  }
}
