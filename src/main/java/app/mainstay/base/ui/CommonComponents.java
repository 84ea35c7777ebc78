package app.mainstay.base.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.listbox.ListBox;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.virtuallist.VirtualList;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Components that the committed frontend bundle holds whether or not a screen uses them yet, so that features seldom rebuild it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Uses(Badge.class)
@Uses(BigDecimalField.class)
@Uses(Checkbox.class)
@Uses(CheckboxGroup.class)
@Uses(ComboBox.class)
@Uses(ConfirmDialog.class)
@Uses(CustomField.class)
@Uses(DatePicker.class)
@Uses(DateTimePicker.class)
@Uses(Details.class)
@Uses(Dialog.class)
@Uses(EmailField.class)
@Uses(Grid.class)
@Uses(GridContextMenu.class)
@Uses(IntegerField.class)
@Uses(ListBox.class)
@Uses(Markdown.class)
@Uses(MultiSelectComboBox.class)
@Uses(PasswordField.class)
@Uses(Popover.class)
@Uses(ProgressBar.class)
@Uses(RadioButtonGroup.class)
@Uses(Select.class)
@Uses(SplitLayout.class)
@Uses(TabSheet.class)
@Uses(TextArea.class)
@Uses(TimePicker.class)
@Uses(TreeGrid.class)
@Uses(Upload.class)
@Uses(VirtualList.class)
@interface CommonComponents {
}
