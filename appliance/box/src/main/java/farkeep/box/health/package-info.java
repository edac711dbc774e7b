/// How the box is, in one plain sentence and a few figures.
package farkeep.box.health;
