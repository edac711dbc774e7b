################################################################################
#
# farkeep-tryboot
#
################################################################################

FARKEEP_TRYBOOT_VERSION = 1
FARKEEP_TRYBOOT_SITE = $(BR2_EXTERNAL_FARKEEP_PATH)/package/farkeep-tryboot/src
FARKEEP_TRYBOOT_SITE_METHOD = local
FARKEEP_TRYBOOT_LICENSE = GPL-2.0

$(eval $(kernel-module))
$(eval $(generic-package))
