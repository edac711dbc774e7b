/// What happens on a box, for the log and for the catalogue.
package farkeep.box.events;
