"""Every action of the window in one table: menus, toolbar and shortcuts are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar

from perfdesk.ui.widgets import FlatToolBar


class Menu(Enum):
    """The menus from left to right."""

    FILE = "文件(&F)"
    EDIT = "编辑(&E)"
    FORM = "表单(&B)"
    DATA = "数据(&D)"
    VIEW = "视图(&V)"
    HELP = "帮助(&H)"


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. `button` is its text in the toolbar, '' for none; `apart` puts a line above."""

    key: str
    menu: Menu
    text: str
    shortcut: str = ""
    tip: str = ""
    button: str = ""
    apart: bool = False


ACTIONS = (
    Spec("new", Menu.FILE, "新建表…", "Ctrl+N", "选表样、年度，填上单位和项目名称", "新建"),
    Spec("open", Menu.FILE, "打开表单文件…", "Ctrl+O", "把表单文件或工作簿读入数据库", "打开"),
    Spec("sample", Menu.FILE, "载入示例单位", tip="六张示例表，用来试一试"),
    Spec("save", Menu.FILE, "保存", "Ctrl+S", "平时自动保存；这里再试一次并告诉您", apart=True),
    Spec("print_one", Menu.FILE, "打印本表…", "Ctrl+P", "把当前表打印成 PDF", "打印", True),
    Spec("print_all", Menu.FILE, "打印列出的表…", "Ctrl+Shift+P", "把左边列出的表打印成一个 PDF"),
    Spec(
        "export_one",
        Menu.FILE,
        "导出本表 Excel…",
        "Ctrl+E",
        "把当前表导出为工作簿",
        "导出 Excel",
        True,
    ),
    Spec(
        "export_all",
        Menu.FILE,
        "导出列出的表 Excel…",
        "Ctrl+Shift+E",
        "把左边列出的表导出为一个工作簿",
    ),
    Spec("document_one", Menu.FILE, "导出本表 Word…", "Ctrl+Shift+W", "把当前表导出为 Word 文档"),
    Spec(
        "summary_all",
        Menu.FILE,
        "导出列出的表的汇总表…",
        "Ctrl+Shift+S",
        "左边列出的表一行一张：金额、执行率、得分、等级和审核发现",
    ),
    Spec(
        "hand_out",
        Menu.FILE,
        "导出本表的填报工作簿…",
        "Ctrl+Shift+H",
        "发给单位填：自动算分，有下拉和提示，交回后能认出是哪张表",
    ),
    Spec("quit", Menu.FILE, "退出", "Ctrl+Q", "关闭程序", apart=True),
    Spec("undo", Menu.EDIT, "撤销", "Ctrl+Z", "撤销上一步", "撤销"),
    Spec("redo", Menu.EDIT, "重做", "Ctrl+Y", "重做刚撤销的一步", "重做"),
    Spec("cut", Menu.EDIT, "剪切", "Ctrl+X", "复制选中的单元格，再清空", apart=True),
    Spec("copy", Menu.EDIT, "复制", "Ctrl+C", "复制选中的单元格，可以粘贴到 Excel、WPS"),
    Spec("copy_table", Menu.EDIT, "复制为表格", "Ctrl+Alt+C", "整张表，粘贴到 Word、WPS"),
    Spec("paste", Menu.EDIT, "粘贴", "Ctrl+V", "把复制的单元格粘贴到这里，不够的行自动增加"),
    Spec("clear", Menu.EDIT, "清空单元格", "Del", "清空选中的单元格"),
    Spec("fill_down", Menu.EDIT, "向下填充", "Ctrl+D", "最上面一格复制到下面选中的格", apart=True),
    Spec("fill_right", Menu.EDIT, "向右填充", "Ctrl+R", "最左边一格复制到右边选中的格"),
    Spec(
        "insert_row",
        Menu.EDIT,
        "在下方插入指标行",
        "Ctrl+=",
        "在当前行下方插入一行",
        "插入行",
        True,
    ),
    Spec("delete_rows", Menu.EDIT, "删除指标行", "Ctrl+-", "删除选中的指标行", "删除行"),
    Spec("move_up", Menu.EDIT, "指标行上移", "Alt+Up", "选中的行上移一行"),
    Spec("move_down", Menu.EDIT, "指标行下移", "Alt+Down", "选中的行下移一行"),
    Spec(
        "spread_equal",
        Menu.EDIT,
        "平均分摊余下的分值",
        "Ctrl+M",
        "分值合计缺多少，平均加到选中的行",
        apart=True,
    ),
    Spec(
        "spread_proportional",
        Menu.EDIT,
        "按比例分摊余下的分值",
        "Ctrl+Shift+M",
        "分值合计缺多少或多多少，按选中行现在的分值分摊",
    ),
    Spec("result_met", Menu.EDIT, "填入“达成指标”", "Ctrl+1", "选中行里空着的定性结果", apart=True),
    Spec("result_partly", Menu.EDIT, "填入“部分达成指标”", "Ctrl+2", "选中行里空着的定性结果"),
    Spec("result_missed", Menu.EDIT, "填入“未达成指标”", "Ctrl+3", "选中行里空着的定性结果"),
    Spec("take_offer", Menu.EDIT, "把 >= 改成 ≥", "Ctrl+.", "刚输入的 >=、<= 改成 ≥、≤"),
    Spec("find", Menu.EDIT, "查找表单", "Ctrl+F", "按名称、单位、指标或拼音首字母查找", apart=True),
    Spec("previous", Menu.FORM, "上一张表", "Ctrl+PgUp", "转到上一张表"),
    Spec("next", Menu.FORM, "下一张表", "Ctrl+PgDown", "转到下一张表"),
    Spec("duplicate", Menu.FORM, "复制本表", "Ctrl+Shift+C", "照当前表另建一张", apart=True),
    Spec(
        "carry_over",
        Menu.FORM,
        "结转到下一年…",
        "Ctrl+Shift+N",
        "左边选中的表（可以多选）转到下一年，结果清空",
    ),
    Spec("check", Menu.FORM, "审核通过", "Ctrl+Shift+K", "草稿没有错误时改为已审核", apart=True),
    Spec("report", Menu.FORM, "上报", "Ctrl+Shift+U", "已审核的表改为已上报，不能再改"),
    Spec("archive", Menu.FORM, "归档", "Ctrl+Shift+A", "已上报的表归档"),
    Spec("send_back", Menu.FORM, "退回修改…", "Ctrl+Shift+R", "退回草稿，锁定的表要写明原因"),
    Spec(
        "next_finding",
        Menu.FORM,
        "下一条审核发现",
        "F4",
        "转到下一条审核发现所说的单元格",
        apart=True,
    ),
    Spec("previous_finding", Menu.FORM, "上一条审核发现", "Shift+F4", "转到上一条审核发现"),
    Spec("history", Menu.DATA, "修改历史…", "Ctrl+H", "本表的每一步修改，可以恢复到任何一步"),
    Spec("backups", Menu.DATA, "备份与恢复…", "Ctrl+B", "查看、新建备份，从备份恢复"),
    Spec("remove", Menu.DATA, "删除本表", "Ctrl+Shift+Del", "从列表中删除，可以恢复", apart=True),
    Spec("removed", Menu.DATA, "已删除的表…", "Ctrl+Shift+D", "查看并恢复删除的表"),
    Spec("fold", Menu.VIEW, "展开或收起表头和目标", "Ctrl+Shift+B", "收起后指标表更大"),
    Spec("side", Menu.VIEW, "显示或隐藏审核与预览", "Ctrl+\\", "右边的审核发现和打印预览"),
    Spec("next_part", Menu.VIEW, "转到下一区", "F6", "列表、表头、资金、目标、指标…", apart=True),
    Spec("previous_part", Menu.VIEW, "转到上一区", "Shift+F6", "转到上一区"),
    Spec("about", Menu.HELP, "关于…", "F1", "版本信息"),
)


def make_actions(
    window: QMainWindow, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The actions by key, in menus and toolbar, each connected to its handler."""
    toolbar = FlatToolBar("工具栏", window)
    toolbar.setObjectName("toolbar")
    window.addToolBar(toolbar)
    menus = {menu: window.menuBar().addMenu(menu.value) for menu in Menu}
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = made[spec.key] = _action(spec, window, handlers[spec.key])
        if spec.apart:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(action)
    _fill(toolbar, made)
    return made


def named(action: QAction, word: str, step: str) -> None:
    """Undo and redo with what they would do, 撤销 修改第 3 行得分; disabled without a step."""
    action.setText(f"{word} {step}" if step else word)
    action.setToolTip(action.text())
    action.setEnabled(bool(step))


def _action(spec: Spec, window: QMainWindow, handler: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.key)
    action.setStatusTip(spec.tip)
    action.setIconText(spec.button or spec.text)
    if spec.shortcut:
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setToolTip(f"{spec.tip}（{spec.shortcut}）")
    action.triggered.connect(lambda _checked: handler())
    return action


def _fill(toolbar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """Editing comes first, where the hand is; then what goes out."""
    for menu in (Menu.EDIT, Menu.FILE):
        for spec in ACTIONS:
            if spec.menu is menu and spec.button:
                toolbar.addAction(actions[spec.key])
        if menu is Menu.EDIT:
            toolbar.addSeparator()
