package farkeep.web.page;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/// The templates of a site. They are parsed once, and put only escaped text into a page. Safe for
/// many threads.
public final class Templates {
  private final TemplateEngine engine = new TemplateEngine();

  /// @param folder of the templates on the class path, with a slash at its end
  public Templates(String folder, Messages messages) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    resolver.setPrefix(folder);
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    resolver.setCacheable(true);
    engine.setTemplateResolver(resolver);
    engine.setMessageResolver(new Resolver(messages));
  }

  /// Makes a page.
  ///
  /// @param template its name, without folder and ending
  /// @param model what the template calls by these names
  public String render(String template, Locale locale, Map<String, Object> model) {
    return engine.process(template, new Context(locale, model));
  }

  private static final class Resolver extends AbstractMessageResolver {
    private final Messages messages;

    Resolver(Messages messages) {
      this.messages = messages;
    }

    @Override
    public String resolveMessage(
        ITemplateContext context,
        @Nullable Class<?> origin,
        String key,
        Object @Nullable [] arguments) {
      Object[] given = arguments == null ? new Object[0] : arguments;
      return messages.text(context.getLocale(), key, given);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context,
        @Nullable Class<?> origin,
        String key,
        Object @Nullable [] arguments) {
      throw new IllegalArgumentException("no text " + key);
    }
  }
}
