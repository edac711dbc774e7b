package farkeep.web.box;

import farkeep.web.box.ActionForms.BadFieldException;
import farkeep.web.box.BoxPages.Reading;
import farkeep.web.http.Answer;
import farkeep.web.http.Form;
import farkeep.web.http.FormException;
import farkeep.web.page.Languages;
import farkeep.web.page.Messages;
import farkeep.web.page.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what the rules have let through: pages, figures, and the host's actions. Safe for many
/// threads.
final class StatusHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(StatusHandler.class);
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final Duration REFRESH_PAIRING = Duration.ofSeconds(15);
  private static final String ACTION = Frame.Links.ACTIONS + "/";
  private static final Set<String> READ = Set.of("GET", "HEAD");

  private final Messages messages;
  private final BoxPages pages;
  private final FreshView views;
  private final HostActions actions;
  private final Notices notices = new Notices();
  private final InstantSource clock;
  private final ZoneId zone;
  private final StaticFiles files = new StaticFiles();

  StatusHandler(
      Messages messages, PageSource source, HostActions actions, InstantSource clock, ZoneId zone) {
    super(InvocationType.BLOCKING);
    this.messages = messages;
    this.pages = new BoxPages(messages);
    this.views = new FreshView(source, clock);
    this.actions = actions;
    this.clock = clock;
    this.zone = zone;
  }

  /// A request can't be answered with what it asks for.
  private static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String sentence;

    NoAnswerException(int status, String sentence) {
      super(sentence);
      this.status = status;
      this.sentence = sentence;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Words plain = words(Languages.best(accepted(request)));
    Reading reading = new Reading(plain, new Frame.Links(Optional.empty()), Optional.empty(), true);
    try {
      reading = reading(request, plain);
      answer(request, response, callback, reading);
    } catch (NoAnswerException e) {
      refuse(e.status, e.sentence, reading, response, callback);
    } catch (IOException | RuntimeException e) {
      LOG.warn("page request failed path=\"{}\"", request.getHttpURI().getCanonicalPath(), e);
      refuse(503, reading.words().text("error.failed"), reading, response, callback);
    }
    return true;
  }

  private static String accepted(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE)).orElse("");
  }

  private Words words(Locale locale) {
    return new Words(messages, locale, zone, clock.instant());
  }

  private Reading reading(Request request, Words plain) throws NoAnswerException {
    Map<String, String> query;
    try {
      query = Form.fields(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
    } catch (FormException e) {
      throw new NoAnswerException(e.status(), plain.text("bad.form"));
    }
    Optional<String> lang = Optional.ofNullable(query.get("lang"));
    Words words = plain;
    if (lang.isPresent()) {
      Locale asked =
          Languages.ALL.stream()
              .filter(locale -> locale.getLanguage().equals(lang.get()))
              .findFirst()
              .orElseThrow(() -> new NoAnswerException(400, plain.text("bad.lang")));
      words = words(asked);
    }
    String told = query.get("told");
    if (told != null && !Notices.isNumber(told)) {
      throw new NoAnswerException(400, words.text("bad.told"));
    }
    Optional<String> sentence = told == null ? Optional.empty() : notices.take(told);
    return new Reading(words, new Frame.Links(lang), sentence, !query.containsKey("still"));
  }

  private void answer(Request request, Response response, Callback callback, Reading reading)
      throws NoAnswerException, IOException {
    String path = request.getHttpURI().getCanonicalPath();
    Optional<HostAction.Kind> action =
        path.startsWith(ACTION)
            ? ActionForms.kind(path.substring(ACTION.length())).filter(actions.offered()::contains)
            : Optional.empty();
    if (action.isPresent()) {
      need(request, response, Set.of("POST"), reading);
      act(action.get(), request, response, callback, reading);
      return;
    }
    Optional<Answer> file = files.at(path);
    boolean ours = file.isPresent() || PATHS.contains(path);
    if (!ours) throw new NoAnswerException(404, reading.words().text("error.missing"));
    need(request, response, READ, reading);
    Answer answer = file.isPresent() ? file.get() : page(path, reading, response);
    answer.send(response, callback);
  }

  private static final Set<String> PATHS =
      Set.of(Frame.Links.STATUS, Frame.Links.ACTIONS, "/health.json", "/metrics");

  private static void need(Request request, Response response, Set<String> methods, Reading reading)
      throws NoAnswerException {
    if (methods.contains(request.getMethod())) return;
    response.getHeaders().put(HttpHeader.ALLOW, methods.equals(READ) ? "GET, HEAD" : "POST");
    throw new NoAnswerException(405, reading.words().text("error.method"));
  }

  private Answer page(String path, Reading reading, Response response) throws NoAnswerException {
    try {
      return switch (path) {
        case Frame.Links.STATUS -> status(reading, response);
        case Frame.Links.ACTIONS -> actions(reading);
        case "/health.json" ->
            Answer.of(
                "application/json",
                HealthJson.of(views.view(Locale.ENGLISH), reading.words().now()));
        default ->
            Answer.of(
                OpenMetrics.TYPE, Metrics.of(views.view(Locale.ENGLISH), actions.windowLeft()));
      };
    } catch (IOException e) {
      LOG.warn("box could not say how it is", e);
      throw new NoAnswerException(503, reading.words().text("error.source"));
    }
  }

  private Answer status(Reading reading, Response response) throws IOException {
    var view = views.view(reading.words().locale());
    if (reading.live()) {
      Duration after = view.controls().pairing().isPresent() ? REFRESH_PAIRING : REFRESH;
      // in a header, because what a person can turn off is no failure, and checkers can't see that
      response
          .getHeaders()
          .put("Refresh", after.toSeconds() + "; url=" + reading.links().to(Frame.Links.STATUS));
    }
    return Answer.html(200, pages.status(view, reading));
  }

  private Answer actions(Reading reading) throws IOException {
    return Answer.html(
        200,
        pages.actions(
            views.view(reading.words().locale()),
            actions.offered(),
            actions.windowLeft(),
            reading));
  }

  private void act(
      HostAction.Kind kind, Request request, Response response, Callback callback, Reading reading)
      throws NoAnswerException {
    Map<String, String> fields = form(request, reading);
    if (!actions.windowLeft().isPositive()) {
      throw new NoAnswerException(403, reading.words().text("window.closed.error"));
    }
    request.addIdleTimeoutListener(_ -> false); // an action may take longer than an idle client may
    if (kind == HostAction.Kind.SUPPORT_BUNDLE) {
      bundle(response, callback);
      return;
    }
    String sentence = perform(kind, fields, reading);
    views.forget();
    String next = kind == HostAction.Kind.PAIR ? Frame.Links.STATUS : Frame.Links.ACTIONS;
    response
        .getHeaders()
        .put(HttpHeader.LOCATION, reading.links().to(next, "told=" + notices.keep(sentence)));
    Answer.line(303, sentence).send(response, callback);
  }

  private static Map<String, String> form(Request request, Reading reading)
      throws NoAnswerException {
    try {
      return Form.read(request);
    } catch (FormException e) {
      throw new NoAnswerException(e.status(), reading.words().text("bad.form"));
    }
  }

  private String perform(HostAction.Kind kind, Map<String, String> fields, Reading reading)
      throws NoAnswerException {
    try {
      return actions.perform(ActionForms.action(kind, fields), reading.words().locale());
    } catch (BadFieldException e) {
      throw new NoAnswerException(400, reading.words().text(e.key(), ""));
    } catch (RefusedException e) {
      throw new NoAnswerException(409, e.getMessage());
    } catch (IOException e) {
      LOG.warn("action failed action=\"{}\"", ActionForms.name(kind), e);
      throw new NoAnswerException(503, reading.words().text("error.failed"));
    }
  }

  private void bundle(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/zip");
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_DISPOSITION, "attachment; filename=\"farkeep-support.zip\"");
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      actions.supportBundle(out);
    } catch (IOException | RuntimeException e) {
      LOG.warn("support bundle was not finished", e);
      callback.failed(e); // cuts the connection, so that nobody takes a part for the whole
      return;
    }
    callback.succeeded();
  }

  private void refuse(
      int status, String sentence, Reading reading, Response response, Callback callback) {
    String back = reading.links().to(status == 404 ? Frame.Links.STATUS : Frame.Links.ACTIONS);
    Answer.html(status, pages.message(sentence, back, reading)).send(response, callback);
  }
}
