/// What the box says to the service manager that started it.
package farkeep.box.service;
