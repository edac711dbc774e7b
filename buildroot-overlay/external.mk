include $(sort $(wildcard $(BR2_EXTERNAL_FARKEEP_PATH)/package/*/*.mk))
