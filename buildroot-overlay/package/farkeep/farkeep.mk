################################################################################
#
# farkeep
#
################################################################################

FARKEEP_VERSION = built
FARKEEP_SITE = $(call qstrip,$(BR2_PACKAGE_FARKEEP_BUILT))
FARKEEP_SITE_METHOD = local

define FARKEEP_INSTALL_TARGET_CMDS
	mkdir -p $(TARGET_DIR)/usr/lib/farkeep
	cp -a $(@D)/runtime $(@D)/box $(TARGET_DIR)/usr/lib/farkeep/
	$(INSTALL) -D -m 0755 $(@D)/farkeep-box $(TARGET_DIR)/usr/bin/farkeep-box
endef

define FARKEEP_USERS
	farkeep 900 farkeep 900 * /data/box /bin/false dialout Farkeep box
endef

$(eval $(generic-package))
