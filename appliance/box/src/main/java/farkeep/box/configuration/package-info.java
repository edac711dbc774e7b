/// The settings of a box: from `farkeep-box.conf`, overridden by flags. Described in `docs/box.md`.
package farkeep.box.configuration;
