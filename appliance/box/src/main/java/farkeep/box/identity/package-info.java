/// Who a box is: its two keys, made at first start and kept in its data directory.
package farkeep.box.identity;
