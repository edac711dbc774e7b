package farkeep.home.node;

import java.io.IOException;

/// A folder, path or snapshot that is not there. The message says what there is.
class NotFoundException extends IOException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
