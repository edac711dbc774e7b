// SPDX-License-Identifier: GPL-2.0
/*
 * Tells the firmware of a Raspberry Pi that the next start is a trial.
 *
 * `reboot "0 tryboot"` makes the firmware read tryboot.txt in place of config.txt, once. Raspberry Pi's own kernel passes the
 * word on; the kernel of kernel.org, and so Debian's, does not. This module does it, in the same way: a property of the
 * mailbox that the firmware keeps over the restart and clears before it starts the kernel.
 */
#include <linux/module.h>
#include <linux/of.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <soc/bcm2835/raspberrypi-firmware.h>

/* "Set reboot flags" among the tags of the mailbox; bit 0 is the trial. */
#define TAG_SET_REBOOT_FLAGS 0x00038064
#define FLAG_TRYBOOT 1

static struct rpi_firmware *firmware;

static int farkeep_tryboot_notify(struct notifier_block *block, unsigned long action, void *words)
{
	u32 flags = FLAG_TRYBOOT;
	int fault;

	if (action != SYS_RESTART || !words || !strstr(words, " tryboot"))
		return NOTIFY_DONE;
	fault = rpi_firmware_property(firmware, TAG_SET_REBOOT_FLAGS, &flags, sizeof(flags));
	if (fault)
		pr_err("farkeep-tryboot: the firmware was not told (%d); config.txt starts as always\n", fault);
	return NOTIFY_DONE;
}

static struct notifier_block farkeep_tryboot_block = {
	.notifier_call = farkeep_tryboot_notify,
};

static int __init farkeep_tryboot_init(void)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL, "raspberrypi,bcm2835-firmware");
	int fault;

	if (!node)
		return -ENODEV;
	firmware = rpi_firmware_get(node);
	of_node_put(node);
	if (!firmware)
		return -ENODEV;
	fault = register_reboot_notifier(&farkeep_tryboot_block);
	if (fault)
		rpi_firmware_put(firmware);
	return fault;
}

static void __exit farkeep_tryboot_exit(void)
{
	unregister_reboot_notifier(&farkeep_tryboot_block);
	rpi_firmware_put(firmware);
}

module_init(farkeep_tryboot_init);
module_exit(farkeep_tryboot_exit);

MODULE_DESCRIPTION("Starts a Raspberry Pi once with tryboot.txt");
MODULE_LICENSE("GPL");
